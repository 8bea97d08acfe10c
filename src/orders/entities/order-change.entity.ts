import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import type { OrderState } from '../order-states.js';
import { Order } from './order.entity.js';

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

  /** Null for the first entry. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  fromStatus!: OrderState | null;

  @Column({ type: 'varchar', length: 20 })
  toStatus!: OrderState;

  /** `user:<id>`, or the part of the shop that acted, e.g. `alipay`, `timeout`. */
  @Column({ type: 'varchar', length: 50 })
  actor!: string;

  @Column({ type: 'varchar', length: 200 })
  reason!: string;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
