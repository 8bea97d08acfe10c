import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { TradeStatus } from '../payment-provider.js';

/**
 * What a report of the provider has come to:
 * - `paid`, `finished`, `closed`: it moved the order there;
 * - `nothing`: there was nothing to do, or nothing any more;
 * - `late`: money for an order that no longer waited for it; it goes back;
 * - `amount-differs`: paid was something else than the order's total; somebody has to look;
 * - `refunded`: the provider has given money back that the shop did not ask it to; it is booked,
 *   and somebody may want to look;
 * - `unknown`: there is no such order (yet).
 */
export const REPORT_OUTCOMES = [
  'paid',
  'finished',
  'closed',
  'nothing',
  'late',
  'amount-differs',
  'refunded',
  'unknown',
] as const;
export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];

/** Something the provider said about a trade, whether it notified the shop or was asked. */
@Entity('payments_notification')
@Index(['provider', 'eventId'], { unique: true })
export class Notification {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 20 })
  provider!: string;

  /** The provider's id of what happened: repetitions have the same. */
  @Column({ type: 'varchar', length: 128 })
  eventId!: string;

  @Index()
  @Column({ type: 'varchar', length: 64 })
  orderSn!: string;

  @Column({ type: 'varchar', length: 64 })
  tradeNo!: string;

  @Column({ type: 'varchar', length: 10 })
  status!: TradeStatus;

  @Column({ type: 'int' })
  amountCents!: number;

  @Index()
  @Column({ type: 'varchar', length: 20 })
  outcome!: ReportOutcome;

  /** How often it was said. */
  @Column({ type: 'int', default: 0 })
  deliveries!: number;

  /** All of it as JSON, without the signature. */
  @Column({ type: 'text' })
  content!: string;

  @Column({ type: 'datetime' })
  firstAt!: Date;

  @Index()
  @Column({ type: 'datetime' })
  lastAt!: Date;
}
