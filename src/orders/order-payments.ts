import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan, Not } from 'typeorm';
import { Stock } from '../goods/stock.js';
import { lockRows } from '../infrastructure/database/row-locks.js';
import type { RestTransaction } from '../rest/index.js';
import { Order, OrderLine } from './entities/index.js';
import { type Cause, moveOrder } from './order-moves.js';
import { OrderEvents } from './order-events.js';
import { mayMove } from './order-states.js';

/** A payment as the provider reports it. */
export interface Payment {
  /** Number of the order. */
  readonly sn: string;
  /** The provider's number of the payment. */
  readonly tradeNo: string;
  readonly amountCents: number;
  readonly paidAt: Date;
  /** Who says so, for the order's history; default: `alipay`. */
  readonly actor?: string;
}

/**
 * What a reported payment means:
 * - `paid`: the order waited for it and is paid now;
 * - `already`: this very payment had been counted before;
 * - `late`: the order no longer waits for money, because it was closed or another payment has paid
 *   it: this money must go back;
 * - `amount-differs`: not the order's total; nothing has changed;
 * - `unknown`: no such order, or the payment is another order's.
 */
export type PaymentOutcome = 'paid' | 'already' | 'late' | 'amount-differs' | 'unknown';

/** Money that goes back. */
export interface Refund extends Cause {
  readonly sn: string;
  readonly amountCents: number;
  /** A full refund puts the pieces back into the stock and no longer counts them as sold. */
  readonly restock?: boolean;
}

/**
 * What payments do to orders. Each call belongs into the transaction that also records what the
 * provider said; all of them may be repeated and come in any order.
 */
@Injectable()
export class OrderPayments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stock: Stock,
    private readonly events: OrderEvents,
  ) {}

  /** Counts a payment, once: the order is paid, its pieces are sold. */
  async markPaid(tx: RestTransaction, payment: Payment): Promise<PaymentOutcome> {
    const { sn, tradeNo, amountCents, paidAt, actor = 'alipay' } = payment;
    const order = await this.lock(tx.manager, sn);
    if (!order) return 'unknown';
    if (order.tradeNo === tradeNo) return 'already';
    if (amountCents !== order.totalCents) return 'amount-differs';
    if (await tx.manager.existsBy(Order, { tradeNo, id: Not(order.id) })) return 'unknown';
    if (order.status !== 'paying') return 'late';
    const reason = `paid by trade ${tradeNo}`;
    await moveOrder(
      tx.manager,
      order,
      'TRADE_SUCCESS',
      { actor, reason },
      {
        tradeNo,
        paidAt,
      },
    );
    await this.stock.countSale(tx, await this.lines(tx.manager, order));
    this.events.emit(tx, 'paid', order);
    return 'paid';
  }

  /**
   * Closes an order that is still unpaid and puts its pieces back.
   *
   * @returns `paid` when it is too late for that
   */
  async markClosed(
    tx: RestTransaction,
    { sn, ...cause }: Cause & { readonly sn: string },
  ): Promise<'closed' | 'already' | 'paid' | 'unknown'> {
    const order = await this.lock(tx.manager, sn);
    if (!order) return 'unknown';
    if (order.status === 'TRADE_CLOSED' || order.status === 'REFUNDED') return 'already';
    if (order.status !== 'paying') return 'paid';
    await this.close(tx, order, cause);
    return 'closed';
  }

  /** The provider has finished the trade: its money cannot go back through it any more. */
  async markFinished(
    tx: RestTransaction,
    { sn, ...cause }: Cause & { readonly sn: string },
  ): Promise<'finished' | 'already' | 'not-paid' | 'unknown'> {
    const order = await this.lock(tx.manager, sn);
    if (!order) return 'unknown';
    if (order.status === 'TRADE_FINISHED') return 'already';
    if (order.status === 'paying' || order.status === 'TRADE_CLOSED') return 'not-paid';
    if (order.status === 'REFUNDED') return 'already';
    await moveOrder(tx.manager, order, 'TRADE_FINISHED', cause);
    return 'finished';
  }

  /**
   * Books money that has gone back. It is not idempotent by itself: the caller books each refund
   * once.
   *
   * @returns `too-much` when more would have gone back than was paid; nothing has changed then
   */
  async markRefunded(
    tx: RestTransaction,
    refund: Refund,
  ): Promise<'refunded' | 'too-much' | 'not-refundable' | 'unknown'> {
    const { sn, amountCents, restock = false, ...cause } = refund;
    const order = await this.lock(tx.manager, sn);
    if (!order) return 'unknown';
    if (!mayMove(order.status, 'REFUNDED')) return 'not-refundable';
    const refundedCents = order.refundedCents + amountCents;
    if (amountCents <= 0 || refundedCents > order.totalCents) return 'too-much';
    const isFull = refundedCents === order.totalCents;
    const to = isFull ? 'REFUNDED' : 'PARTLY_REFUNDED';
    await moveOrder(tx.manager, order, to, cause, { refundedCents });
    if (isFull && restock) {
      await this.stock.takeBackSale(tx, await this.lines(tx.manager, order));
    }
    this.events.emit(tx, 'refunded', order);
    return 'refunded';
  }

  /**
   * Orders that still wait for their payment, the oldest first.
   *
   * @param date placed before that
   * @param limit most orders to give
   */
  unpaidSince(date: Date, limit: number): Promise<Order[]> {
    return this.dataSource.manager.find(Order, {
      where: { status: 'paying', createdAt: LessThan(date) },
      order: { createdAt: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  /** The order of that number, of any state. */
  findBySn(sn: string, manager: EntityManager = this.dataSource.manager): Promise<Order | null> {
    return manager.findOneBy(Order, { sn });
  }

  /** Closes an unpaid order, which must be locked, and puts its pieces back. */
  async close(
    tx: RestTransaction,
    order: Order,
    cause: Cause,
    attributes: { isHidden?: boolean } = {},
  ): Promise<void> {
    await moveOrder(tx.manager, order, 'TRADE_CLOSED', cause, attributes);
    await this.stock.giveBack(tx, await this.lines(tx.manager, order));
    this.events.emit(tx, 'closed', order);
  }

  private lock(manager: EntityManager, sn: string): Promise<Order | null> {
    const query = manager.createQueryBuilder(Order, 'order').where('order.sn = :sn', { sn });
    return lockRows(query).getOne();
  }

  private lines(manager: EntityManager, { id }: Order): Promise<OrderLine[]> {
    return manager.findBy(OrderLine, { orderId: id });
  }
}
