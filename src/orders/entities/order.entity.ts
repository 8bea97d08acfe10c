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
import { User } from '../../users/entities/index.js';
import type { Fulfilment } from '../fulfilment/fulfilment-states.js';
import type { OrderState } from '../order-states.js';
import { OrderLine } from './order-line.entity.js';
import { Shipment } from './shipment.entity.js';

/** `cash`: on delivery. */
export const PAY_TYPES = ['alipay', 'cash'] as const;
export type PayType = (typeof PAY_TYPES)[number];

/** Longest address, and longest name of who receives the parcel, in characters. */
export const SIGNER_ADDRESS_LENGTH = 300;
export const SIGNER_NAME_LENGTH = 20;

/** What somebody has bought or is about to pay for. Amounts are integer cents. */
@Entity('orders_order')
@Index(['userId', 'status', 'createdAt'])
@Index(['status', 'closesAt'])
@Index(['status', 'createdAt'])
@Index(['fulfilment', 'receiveBy'])
export class Order {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  /** The number that shopper and provider know the order by: digits only. */
  @Column({ type: 'varchar', length: 40, unique: true })
  sn!: string;

  /** Changed by `OrderMoves` alone. */
  @Column({ type: 'varchar', length: 20 })
  status!: OrderState;

  /** Changed by `OrderMoves` alone. */
  @Column({ type: 'varchar', length: 20, default: 'none' })
  fulfilment!: Fulfilment;

  /** When an order that was sent counts as received by itself; null: not by itself. */
  @Column({ type: 'datetime', nullable: true })
  receiveBy!: Date | null;

  @Column({ type: 'varchar', length: 10 })
  payType!: PayType;

  /** The provider's number of the payment; null until paid. */
  @Column({ type: 'varchar', length: 64, unique: true, nullable: true })
  tradeNo!: string | null;

  /** What is to be paid: goods and freight. */
  @Column({ type: 'int' })
  totalCents!: number;

  /** Part of the total. */
  @Column({ type: 'int' })
  freightCents!: number;

  /** What has gone back of it. */
  @Column({ type: 'int', default: 0 })
  refundedCents!: number;

  @Column({ type: 'varchar', length: 200 })
  postScript!: string;

  @Column({ type: 'varchar', length: SIGNER_ADDRESS_LENGTH })
  address!: string;

  @Index()
  @Column({ type: 'varchar', length: SIGNER_NAME_LENGTH })
  signerName!: string;

  @Index()
  @Column({ type: 'varchar', length: 11 })
  signerMobile!: string;

  @Column({ type: 'datetime', nullable: true })
  paidAt!: Date | null;

  /** When the order closes unless it is paid. */
  @Column({ type: 'datetime' })
  closesAt!: Date;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  /** The owner has deleted it and does not see it any more. */
  @Column({ type: 'boolean', default: false })
  isHidden!: boolean;

  @OneToMany(() => OrderLine, (line) => line.order)
  lines!: Relation<OrderLine>[];

  @OneToMany(() => Shipment, (shipment) => shipment.order)
  shipments!: Relation<Shipment>[];
}
