import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Whether the money paid its order, came too late, or was not what the order costs. */
export const PAYMENT_KINDS = ['paid', 'late', 'amount-differs'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** Money that has come in, once per trade of the provider. Amounts are integer cents. */
@Entity('payments_payment')
@Index(['provider', 'tradeNo'], { unique: true })
export class Payment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'varchar', length: 20 })
  provider!: string;

  @Column({ type: 'varchar', length: 64 })
  tradeNo!: string;

  @Index()
  @Column({ type: 'varchar', length: 64 })
  orderSn!: string;

  @Index()
  @Column({ type: 'varchar', length: 20 })
  kind!: PaymentKind;

  @Column({ type: 'int' })
  amountCents!: number;

  /** Given back, or about to be; never more than the amount. */
  @Column({ type: 'int', default: 0 })
  refundedCents!: number;

  /** Of that, what the provider says it has given back, whoever asked it to. */
  @Column({ type: 'int', default: 0 })
  toldRefundedCents!: number;

  /** When the provider is asked about the trade again; null: never. */
  @Index()
  @Column({ type: 'datetime', nullable: true })
  nextCheckAt!: Date | null;

  @Index()
  @Column({ type: 'datetime' })
  paidAt!: Date;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
