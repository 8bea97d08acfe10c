import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { Goods } from '../../goods/entities/index.js';
import { Order } from './order.entity.js';

/** Some goods of an order as they were when it was placed. */
@Entity('orders_line')
export class OrderLine {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  orderId!: number;

  @ManyToOne(() => Order, (order) => order.lines, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'orderId' })
  order!: Relation<Order>;

  @Column({ type: 'int' })
  goodsId!: number;

  /** Not a foreign key: the goods may leave the catalogue, the order stays. */
  @ManyToOne(() => Goods, { createForeignKeyConstraints: false })
  @JoinColumn({ name: 'goodsId' })
  goods!: Relation<Goods> | null;

  @Column({ type: 'varchar', length: 100 })
  name!: string;

  /** Of one piece. */
  @Column({ type: 'int' })
  priceCents!: number;

  /** Pieces. */
  @Column({ type: 'int' })
  quantity!: number;

  /** Pieces of them that are sent. */
  @Column({ type: 'int', default: 0 })
  sentQuantity!: number;

  /** Path of the cover below the media folder. */
  @Column({ type: 'varchar', length: 200 })
  frontImage!: string;
}
