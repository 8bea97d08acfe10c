import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Goods } from './goods.entity.js';
import { GoodsCategory } from './goods-category.entity.js';

/** The goods advertised in a category's series on the home page. */
@Entity('goods_index_ad')
export class IndexAd {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  categoryId!: number;

  @ManyToOne(() => GoodsCategory, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'categoryId' })
  category!: Relation<GoodsCategory>;

  @Index()
  @Column({ type: 'int' })
  goodsId!: number;

  @ManyToOne(() => Goods, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'goodsId' })
  goods!: Relation<Goods>;
}
