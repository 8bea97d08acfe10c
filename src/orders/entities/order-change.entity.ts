import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import type { Fulfilment } from '../fulfilment/fulfilment-states.js';
import type { OrderState } from '../order-states.js';
import type { ReturnState } from '../returns/return-states.js';
import { Order } from './order.entity.js';

/** What has moved: the payment of an order, its fulfilment, or a return of some of its pieces. */
export const TRACKS = ['payment', 'fulfilment', 'return'] as const;
export type Track = (typeof TRACKS)[number];

/** One entry of an order's history: who moved it where, when and why. Never changed. */
@Entity('orders_change')
export class OrderChange {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  orderId!: number;

  @ManyToOne(() => Order, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'orderId' })
  order!: Relation<Order>;

  @Column({ type: 'varchar', length: 10, default: 'payment' })
  track!: Track;

  /** Null for the first entry of a track. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  fromStatus!: OrderState | Fulfilment | ReturnState | null;

  @Column({ type: 'varchar', length: 20 })
  toStatus!: OrderState | Fulfilment | ReturnState;

  /** `user:<id>`, or the part of the shop that acted, e.g. `alipay`, `timeout`. */
  @Column({ type: 'varchar', length: 50 })
  actor!: string;

  @Column({ type: 'varchar', length: 200 })
  reason!: string;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
