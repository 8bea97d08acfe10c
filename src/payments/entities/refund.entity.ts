import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** `refused`: the provider will not give it back; somebody has to look. */
export const REFUND_STATES = ['pending', 'done', 'refused'] as const;
export type RefundState = (typeof REFUND_STATES)[number];

/** Money that goes back. */
@Entity('payments_refund')
@Index(['state', 'createdAt'])
export class Refund {
  @PrimaryGeneratedColumn()
  id!: number;

  /** Tells the provider repetitions of the same request. */
  @Column({ type: 'varchar', length: 64, unique: true })
  requestNo!: string;

  @Column({ type: 'int' })
  paymentId!: number;

  @Index()
  @Column({ type: 'varchar', length: 64 })
  orderSn!: string;

  @Column({ type: 'varchar', length: 64 })
  tradeNo!: string;

  @Column({ type: 'int' })
  amountCents!: number;

  @Column({ type: 'varchar', length: 10 })
  state!: RefundState;

  /** Whether the order's state follows; money that came too late never paid an order. */
  @Column({ type: 'boolean' })
  isBooked!: boolean;

  /** Whether the pieces of a fully refunded order that were not sent go back into the stock. */
  @Column({ type: 'boolean' })
  restock!: boolean;

  /** `user:<id>`, or the part of the shop that wants it. */
  @Column({ type: 'varchar', length: 50 })
  actor!: string;

  @Column({ type: 'varchar', length: 200 })
  reason!: string;

  /** What the provider said when it refused. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  failure!: string | null;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  @Column({ type: 'datetime', nullable: true })
  doneAt!: Date | null;
}
