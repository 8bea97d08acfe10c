import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan, Not } from 'typeorm';
import { SeatInventory } from '../cinemas/seats/seat-inventory.js';
import {
  Payables,
  type Cause,
  type Ending,
  type Payable,
  type PayableKind,
  type PaymentOutcome,
  type Receipt,
  type Repayment,
} from '../payments/index.js';
import { defineCounter } from '../infrastructure/metrics/index.js';
import type { RestTransaction } from '../rest/index.js';
import { TicketLine, TicketOrder } from './entities/index.js';
import { lockTicketOrder, moveTicketOrder } from './ticket-moves.js';
import { TicketNotices } from './ticket-notices.js';
import { orderNumberOf, pickUpCode, TICKET_PREFIX } from './ticket-numbers.js';
import type { TicketState } from './ticket-states.js';

const SOLD = defineCounter('box_seats_sold_total', 'Seats that were paid for.');

/** Milliseconds before the end of a hold from which the provider takes no money. */
const HEAD_START = 60_000;

const PAYABLE_STATES: Readonly<Record<TicketState, Payable['state']>> = {
  paying: 'waiting',
  paid: 'paid',
  refunding: 'paid',
  closed: 'over',
  refunded: 'over',
};

/** Tickets as what people pay for. */
@Injectable()
export class TicketPayments implements PayableKind, OnModuleInit {
  readonly prefix = TICKET_PREFIX;

  constructor(
    private readonly dataSource: DataSource,
    private readonly payables: Payables,
    private readonly seats: SeatInventory,
    private readonly notices: TicketNotices,
  ) {}

  onModuleInit(): void {
    this.payables.register(this);
  }

  async find(sn: string, manager: EntityManager = this.dataSource.manager) {
    const order = await manager.findOneBy(TicketOrder, { sn });
    return order && payableOf(order);
  }

  async lock({ manager }: RestTransaction, sn: string) {
    const order = await lockTicketOrder(manager, { sn });
    return order && payableOf(order);
  }

  unpaidSince(date: Date, limit: number): Promise<Pick<Payable, 'sn'>[]> {
    return this.dataSource.manager.find(TicketOrder, {
      select: { id: true, sn: true },
      where: { status: 'paying', createdAt: LessThan(date) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  /**
   * Hands the seats over. Money that comes after the hold still buys them when nobody else has
   * them and the screening has not begun; otherwise it is late, goes back, and the buyer is told.
   */
  async markPaid(tx: RestTransaction, receipt: Receipt): Promise<PaymentOutcome> {
    const { sn, tradeNo, amountCents, paidAt, actor = 'alipay' } = receipt;
    const { manager } = tx;
    const order = await lockTicketOrder(manager, { sn });
    if (!order) return 'unknown';
    if (order.tradeNo === tradeNo) return 'already';
    if (amountCents !== order.totalCents) return 'amount-differs';
    if (await manager.existsBy(TicketOrder, { tradeNo, id: Not(order.id) })) return 'unknown';
    if (order.status !== 'paying' && order.status !== 'closed') {
      await this.notices.tell(tx, order, 'twice');
      return 'late';
    }
    const lines = await manager.findBy(TicketLine, { orderId: order.id });
    const seatIds = lines.map(({ seatId }) => seatId);
    // From the sale to the commit everybody waits who wants other seats of the screening.
    const occasion = await this.notices.occasion(manager, order, lines);
    if (!(await this.seats.sell(tx, order.screeningId, seatIds, order))) {
      if (order.status === 'paying') await this.close(tx, order, { actor, reason: 'seats lost' });
      // The money goes back: whatever else is said of this trade, it buys nothing any more.
      await manager.update(TicketOrder, order.id, { tradeNo });
      await this.notices.tell(tx, order, 'late', occasion);
      return 'late';
    }
    const cause = { actor, reason: `paid by trade ${tradeNo}` };
    const orderSn = orderNumberOf(sn);
    await moveTicketOrder(manager, order, 'paid', cause, {
      tradeNo,
      paidAt,
      orderSn,
      code: pickUpCode(),
    });
    tx.afterCommit(() => SOLD.count({}, seatIds.length));
    await this.notices.tell(tx, order, 'paid', occasion);
    return 'paid';
  }

  async markClosed(tx: RestTransaction, { sn, ...cause }: Ending) {
    const order = await lockTicketOrder(tx.manager, { sn });
    if (!order) return 'unknown';
    if (order.status === 'closed' || order.status === 'refunded') return 'already';
    if (order.status !== 'paying') return 'paid';
    await this.close(tx, order, cause);
    return 'closed';
  }

  async markFinished(tx: RestTransaction, { sn }: Ending) {
    const order = await lockTicketOrder(tx.manager, { sn });
    if (!order) return 'unknown';
    return order.status === 'paying' || order.status === 'closed' ? 'not-paid' : 'already';
  }

  /** The seats are free again once all the money has gone back. */
  async markRefunded(tx: RestTransaction, { sn, amountCents, ...cause }: Repayment) {
    const { manager } = tx;
    const order = await lockTicketOrder(manager, { sn });
    if (!order) return 'unknown';
    if (order.status !== 'paid' && order.status !== 'refunding') return 'not-refundable';
    const refundedCents = order.refundedCents + amountCents;
    if (amountCents <= 0 || refundedCents > order.totalCents) return 'too-much';
    if (refundedCents < order.totalCents) {
      await manager.update(TicketOrder, order.id, { refundedCents });
      return 'refunded';
    }
    await this.seats.release(tx, order.screeningId, await this.seatIds(manager, order), order.sn);
    await moveTicketOrder(manager, order, 'refunded', cause, { refundedCents });
    await this.notices.tell(tx, order, 'refunded');
    return 'refunded';
  }

  /** Closes an unpaid order, which must be locked, and frees what seats are still its own. */
  async close(tx: RestTransaction, order: TicketOrder, cause: Cause): Promise<void> {
    const seatIds = await this.seatIds(tx.manager, order);
    await this.seats.release(tx, order.screeningId, seatIds, order.sn);
    await moveTicketOrder(tx.manager, order, 'closed', cause);
    tx.afterCommit(() => this.payables.closed(order.sn));
  }

  private async seatIds(manager: EntityManager, { id: orderId }: TicketOrder): Promise<number[]> {
    const lines = await manager.findBy(TicketLine, { orderId });
    return lines.map(({ seatId }) => seatId);
  }
}

/** The order as payments know it; the provider gets a little less time than the seats are held. */
export function payableOf(order: TicketOrder): Payable {
  const { sn, userId, totalCents, tradeNo, status } = order;
  const closesAt = new Date(order.closesAt.getTime() - HEAD_START);
  const state = PAYABLE_STATES[status];
  return { sn, userId, totalCents, tradeNo, closesAt, state, isRestockable: false };
}
