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

/** A picture of the carousel on a goods page, in order of id. */
@Entity('goods_image')
export class GoodsImage {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  goodsId!: number;

  @ManyToOne(() => Goods, (goods) => goods.images, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'goodsId' })
  goods!: Relation<Goods>;

  /** Path below the media folder. */
  @Column({ type: 'varchar', length: 200 })
  image!: string;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
