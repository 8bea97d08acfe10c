import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  type Relation,
} from 'typeorm';

/** A province, a city of a province, or a district of a city. */
@Entity('areas_area')
export class Area {
  /** The six-digit code of the administrative division, e.g. 110101. */
  @PrimaryColumn({ type: 'int' })
  id!: number;

  @Column({ type: 'varchar', length: 20 })
  name!: string;

  /**
   * False once the division has been abolished. It keeps its row, because addresses name it, but
   * not its place: it has no parent any more.
   */
  @Column({ type: 'boolean', default: true })
  isCurrent!: boolean;

  /** Null for provinces. */
  @Index()
  @Column({ type: 'int', nullable: true })
  parentId!: number | null;

  @ManyToOne(() => Area, (area) => area.children)
  @JoinColumn({ name: 'parentId' })
  parent!: Relation<Area> | null;

  @OneToMany(() => Area, (area) => area.parent)
  children!: Relation<Area>[];
}
