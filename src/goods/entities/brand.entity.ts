import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { GoodsCategory } from './goods-category.entity.js';

/** A brand advertised beside a top category. */
@Entity('goods_brand')
export class Brand {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  categoryId!: number;

  @ManyToOne(() => GoodsCategory, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'categoryId' })
  category!: Relation<GoodsCategory>;

  @Column({ type: 'varchar', length: 30 })
  name!: string;

  @Column({ type: 'varchar', length: 200 })
  description!: string;

  /** Path of the logo below the media folder. */
  @Column({ type: 'varchar', length: 200 })
  image!: string;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
