import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Area } from '../../areas/entities/index.js';
import { Hall } from './hall.entities.js';

/** Whether buyers may leave single seats free between others. */
export const GAP_RULES = ['off', 'enforce'] as const;
export type GapRule = (typeof GAP_RULES)[number];

/** Where movies are shown. */
@Entity('cinemas_cinema')
export class Cinema {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'varchar', length: 60 })
  name!: string;

  /** The district it is in. */
  @Index()
  @Column({ type: 'int' })
  areaId!: number;

  @ManyToOne(() => Area, { nullable: false })
  @JoinColumn({ name: 'areaId' })
  area!: Relation<Area>;

  @Column({ type: 'varchar', length: 100 })
  address!: string;

  @Column({ type: 'varchar', length: 20 })
  phone!: string;

  @Column({ type: 'varchar', length: 10, default: 'enforce' })
  gapRule!: GapRule;

  @OneToMany(() => Hall, (hall) => hall.cinema)
  halls!: Relation<Hall>[];
}
