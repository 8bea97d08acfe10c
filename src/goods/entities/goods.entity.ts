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
export class Goods {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
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
