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
import { Screening } from '../../cinemas/entities/index.js';
import { User } from '../../users/entities/index.js';
import type { TicketState } from '../ticket-states.js';

/** Seats that somebody is about to pay for, or has. Amounts are integer cents. */
@Entity('tickets_order')
@Index(['userId', 'status'])
@Index(['status', 'closesAt'])
@Index(['screeningId', 'status'])
export class TicketOrder {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: 'int' })
  userId!: number;

  @ManyToOne(() => User, { nullable: false })
  @JoinColumn({ name: 'userId' })
  user!: Relation<User>;

  @Column({ type: 'int' })
  screeningId!: number;

  @ManyToOne(() => Screening, { nullable: false })
  @JoinColumn({ name: 'screeningId' })
  screening!: Relation<Screening>;

  /** Serial number (流水号): given with the lock; the payment provider knows it by this. */
  @Column({ type: 'varchar', length: 40, unique: true })
  sn!: string;

  /** Given when it is paid. */
  @Column({ type: 'varchar', length: 40, unique: true, nullable: true })
  orderSn!: string | null;

  @Column({ type: 'varchar', length: 20 })
  status!: TicketState;

  @Column({ type: 'varchar', length: 11 })
  mobile!: string;

  @Column({ type: 'int' })
  totalCents!: number;

  @Column({ type: 'int', default: 0 })
  refundedCents!: number;

  @Column({ type: 'varchar', length: 64, unique: true, nullable: true })
  tradeNo!: string | null;

  /** Until then the seats are held. */
  @Column({ type: 'datetime' })
  closesAt!: Date;

  @Column({ type: 'datetime', nullable: true })
  paidAt!: Date | null;

  /** Twelve digits that pick the tickets up; null until paid. */
  @Column({ type: 'varchar', length: 12, unique: true, nullable: true })
  code!: string | null;

  @Column({ type: 'datetime', nullable: true })
  checkedInAt!: Date | null;

  @Index()
  @Column({ type: 'datetime' })
  createdAt!: Date;

  @OneToMany(() => TicketLine, (line) => line.order)
  lines!: Relation<TicketLine>[];
}

/** A seat as it was bought. */
@Entity('tickets_line')
export class TicketLine {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  orderId!: number;

  @ManyToOne(() => TicketOrder, (order) => order.lines, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'orderId' })
  order!: Relation<TicketOrder>;

  @Column({ type: 'int' })
  seatId!: number;

  /** E.g. `5排8座`. */
  @Column({ type: 'varchar', length: 20 })
  label!: string;

  @Column({ type: 'varchar', length: 20 })
  zone!: string;

  @Column({ type: 'int' })
  priceCents!: number;

  @Column({ type: 'int' })
  feeCents!: number;
}

/** One entry of a ticket order's history. Never changed. */
@Entity('tickets_change')
export class TicketChange {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index()
  @Column({ type: 'int' })
  orderId!: number;

  @ManyToOne(() => TicketOrder, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'orderId' })
  order!: Relation<TicketOrder>;

  /** Null for the first entry. */
  @Column({ type: 'varchar', length: 20, nullable: true })
  fromStatus!: TicketState | null;

  @Column({ type: 'varchar', length: 20 })
  toStatus!: TicketState;

  @Column({ type: 'varchar', length: 50 })
  actor!: string;

  @Column({ type: 'varchar', length: 200 })
  reason!: string;

  @Column({ type: 'datetime' })
  createdAt!: Date;
}
