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

/** Levels of the category tree; the storefronts know exactly these three. */
export enum CategoryLevel {
  Top = 1,
  Second = 2,
  Third = 3,
}

/** A node of the category tree. Goods hang on any level, in practice on the third. */
@Entity('goods_category')
export class GoodsCategory {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 30 })
  name!: string;

  /** Stable key of the category in import files. */
  @Column({ type: 'varchar', length: 30, unique: true })
  code!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'int' })
  level!: CategoryLevel;

  /** Shown as a tab of the storefront's navigation bar. */
  @Column({ type: 'boolean', default: false })
  isTab!: boolean;

  /** Shown as a series (brands, goods, advertisement) on the storefront's home page. */
  @Index()
  @Column({ type: 'boolean', default: false })
  isIndexSeries!: boolean;

  /** Order among those of the same parent, lowest first; then by id. */
  @Column({ type: 'int', default: 0 })
  position!: number;

  @Column({ type: 'datetime' })
  createdAt!: Date;

  @Index()
  @Column({ type: 'int', nullable: true })
  parentId!: number | null;

  @ManyToOne(() => GoodsCategory, (category) => category.children, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'parentId' })
  parent!: Relation<GoodsCategory> | null;

  @OneToMany(() => GoodsCategory, (category) => category.parent)
  children!: Relation<GoodsCategory>[];
}
