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
import { GoodsCategory } from './goods-category.entity.js';
import { GoodsImage } from './goods-image.entity.js';

/** An article on sale. Prices are integer cents. */
@Entity('goods')
// A category in every order that its list has: else its goods are looked for among all goods.
@Index(['categoryId', 'soldCount'])
@Index(['categoryId', 'shopPriceCents'])
@Index(['categoryId', 'createdAt'])
export class Goods {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  categoryId!: number;

  @ManyToOne(() => GoodsCategory, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'categoryId' })
  category!: Relation<GoodsCategory>;

  /** Goods number of the shop, the key of imports. */
  @Column({ type: 'varchar', length: 50, unique: true })
  sn!: string;

  @Index()
  @Column({ type: 'varchar', length: 100 })
  name!: string;

  @Index()
  @Column({ type: 'int', default: 0 })
  clickCount!: number;

  @Index()
  @Column({ type: 'int', default: 0 })
  soldCount!: number;

  @Column({ type: 'int', default: 0 })
  favouriteCount!: number;

  /** Reviews that everybody can read; changed by `GoodsRatings` alone, like what follows of them. */
  @Index()
  @Column({ type: 'int', default: 0 })
  reviewCount!: number;

  /** Of their scores, 0 to 5 each. */
  @Column({ type: 'int', default: 0 })
  scoreSum!: number;

  /** Tenths of their average score, rounded; null while there are none. */
  @Index()
  @Column({ type: 'int', nullable: true })
  scoreTenths!: number | null;

  /** Pieces that can still be sold; never negative. */
  @Column({ type: 'int', default: 0 })
  stock!: number;

  @Column({ type: 'int' })
  marketPriceCents!: number;

  @Index()
  @Column({ type: 'int' })
  shopPriceCents!: number;

  @Column({ type: 'varchar', length: 500 })
  brief!: string;

  /** HTML, sanitised on the way in; at most 60,000 bytes. */
  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'boolean', default: true })
  isShipFree!: boolean;

  /** Path of the cover below the media folder. */
  @Column({ type: 'varchar', length: 200 })
  frontImage!: string;

  @Index()
  @Column({ type: 'boolean', default: false })
  isNew!: boolean;

  @Index()
  @Column({ type: 'boolean', default: false })
  isHot!: boolean;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  @OneToMany(() => GoodsImage, (image) => image.goods)
  images!: Relation<GoodsImage>[];
}
