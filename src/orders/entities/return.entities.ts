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
import type { ReturnState } from '../returns/return-states.js';
import { OrderLine } from './order-line.entity.js';
import { Order } from './order.entity.js';

/** Longest reason of a buyer and longest answer of the shop, in characters. */
export const RETURN_TEXT_LENGTH = 150;

/** Pieces of an order that its buyer wants to send back. Whoever changes it locks the order. */
@Entity('orders_return')
export class OrderReturn {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  orderId!: number;

  @ManyToOne(() => Order, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'orderId' })
  order!: Relation<Order>;

  /** The buyer. */
  @Index()
  @Column({ type: 'int' })
  userId!: number;

  /** Changed by `moveReturn` alone. */
  @Index()
  @Column({ type: 'varchar', length: 10 })
  status!: ReturnState;

  @Column({ type: 'varchar', length: RETURN_TEXT_LENGTH })
  reason!: string;

  /** What the shop said when it accepted or refused. */
  @Column({ type: 'varchar', length: RETURN_TEXT_LENGTH, default: '' })
  answer!: string;

  /** What is given back for the pieces, once they are there. */
  @Column({ type: 'int', nullable: true })
  refundCents!: number | null;

  /** Id of the refund; null as long as there is none, or when no money goes back. */
  @Index()
  @Column({ type: 'int', nullable: true })
  refundId!: number | null;

  /** Whether the pieces went back into the stock; null until they are there. */
  @Column({ type: 'boolean', nullable: true })
  isRestocked!: boolean | null;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  @OneToMany(() => ReturnLine, (line) => line.return)
  lines!: Relation<ReturnLine>[];

  @OneToMany(() => ReturnImage, (image) => image.return)
  images!: Relation<ReturnImage>[];
}

/** Pieces of one line of the order in a return. */
@Entity('orders_return_line')
export class ReturnLine {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  returnId!: number;

  @ManyToOne(() => OrderReturn, (row) => row.lines, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'returnId' })
  return!: Relation<OrderReturn>;

  @Index()
  @Column({ type: 'int' })
  lineId!: number;

  @ManyToOne(() => OrderLine, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'lineId' })
  line!: Relation<OrderLine>;

  /** Pieces; at least 1. */
  @Column({ type: 'int' })
  quantity!: number;
}

/** A picture that shows why. */
@Entity('orders_return_image')
export class ReturnImage {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  returnId!: number;

  @ManyToOne(() => OrderReturn, (row) => row.images, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'returnId' })
  return!: Relation<OrderReturn>;

  /** Path below the media folder. */
  @Index()
  @Column({ type: 'varchar', length: 200 })
  image!: string;
}
