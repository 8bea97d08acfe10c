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

/** A slide of the home page's carousel that leads to one goods page. */
@Entity('goods_banner')
export class Banner {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  goodsId!: number;

  @ManyToOne(() => Goods, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'goodsId' })
  goods!: Relation<Goods>;

  /** Path below the media folder. */
  @Column({ type: 'varchar', length: 200 })
  image!: string;

  /** Order on the page, lowest first. */
  @Column({ type: 'int', default: 0 })
  position!: number;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
