import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan, Not } from 'typeorm';
import { Settings } from '../config/settings.js';
import { Stock, type Pieces } from '../goods/stock.js';
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
import type { RestTransaction } from '../rest/index.js';
import { Order, OrderLine } from './entities/index.js';
import { SHIPPABLE } from './fulfilment/fulfilment-states.js';
import { receiveBy } from './fulfilment/receive-by.js';
import { lockOrder } from './lock-order.js';
import { OrderEvents } from './order-events.js';
import { moveFulfilment, moveOrder } from './order-moves.js';
import { mayMove, PAYABLE_STATES, UNPAID } from './order-states.js';
import { returnRefunded } from './returns/return-moves.js';

/** Orders of goods as what people pay for. */
@Injectable()
export class OrderPayments implements PayableKind, OnModuleInit {
  readonly prefix = '';

  constructor(
    private readonly settings: Settings,
    private readonly dataSource: DataSource,
    private readonly stock: Stock,
    private readonly events: OrderEvents,
    private readonly payables: Payables,
  ) {}

  onModuleInit(): void {
    this.payables.register(this);
    this.events.on('closed', ({ sn }) => this.payables.closed(sn));
  }

  async find(sn: string, manager?: EntityManager): Promise<Payable | null> {
    const order = await this.findBySn(sn, manager);
    return order && payableOf(order);
  }

  async lock({ manager }: RestTransaction, sn: string): Promise<Payable | null> {
    const order = await lockOrder(manager, { sn });
    return order && payableOf(order);
  }

  /** Counts a payment, once: the order is paid, its pieces are sold. */
  async markPaid(tx: RestTransaction, receipt: Receipt): Promise<PaymentOutcome> {
    const { sn, tradeNo, amountCents, paidAt, actor = 'alipay' } = receipt;
    const order = await lockOrder(tx.manager, { sn });
    if (!order) return 'unknown';
    if (order.tradeNo === tradeNo) return 'already';
    if (amountCents !== order.totalCents) return 'amount-differs';
    if (await tx.manager.existsBy(Order, { tradeNo, id: Not(order.id) })) return 'unknown';
    if (!UNPAID.has(order.status)) return 'late';
    const reason = `paid by trade ${tradeNo}`;
    const cause = { actor, reason };
    await moveOrder(tx.manager, order, 'TRADE_SUCCESS', cause, { tradeNo, paidAt });
    if (order.fulfilment === 'none') await moveFulfilment(tx.manager, order, 'to_send', cause);
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
    { sn, ...cause }: Ending,
  ): Promise<'closed' | 'already' | 'paid' | 'unknown'> {
    const order = await lockOrder(tx.manager, { sn });
    if (!order) return 'unknown';
    if (order.status === 'TRADE_CLOSED' || order.status === 'REFUNDED') return 'already';
    if (!UNPAID.has(order.status)) return 'paid';
    await this.close(tx, order, cause);
    return 'closed';
  }

  /** The provider has finished the trade: its money cannot go back through it any more. */
  async markFinished(
    tx: RestTransaction,
    { sn, ...cause }: Ending,
  ): Promise<'finished' | 'already' | 'not-paid' | 'unknown'> {
    const order = await lockOrder(tx.manager, { sn });
    if (!order) return 'unknown';
    if (order.status === 'TRADE_FINISHED') return 'already';
    if (UNPAID.has(order.status) || order.status === 'TRADE_CLOSED') return 'not-paid';
    if (!mayMove(order.status, 'TRADE_FINISHED')) return 'already';
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
    repayment: Repayment,
  ): Promise<'refunded' | 'too-much' | 'not-refundable' | 'unknown'> {
    const { sn, amountCents, restock = false, refundId, ...cause } = repayment;
    const order = await lockOrder(tx.manager, { sn });
    if (!order) return 'unknown';
    if (!mayMove(order.status, 'REFUNDED')) return 'not-refundable';
    const refundedCents = order.refundedCents + amountCents;
    if (amountCents <= 0 || refundedCents > order.totalCents) return 'too-much';
    const isFull = refundedCents === order.totalCents;
    const to = isFull ? 'REFUNDED' : 'PARTLY_REFUNDED';
    await moveOrder(tx.manager, order, to, cause, { refundedCents });
    if (isFull) {
      if (restock) {
        const lines = await this.lines(tx.manager, order);
        await this.stock.takeBackSale(tx, notSent(lines));
      }
      await this.callOff(tx.manager, order, cause);
    }
    if (refundId !== undefined) await returnRefunded(tx.manager, refundId, cause);
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
    await this.callOff(tx.manager, order, cause);
    await this.stock.giveBack(tx, await this.lines(tx.manager, order));
    this.events.emit(tx, 'closed', order);
  }

  /** Sends nothing of the order any more: what is on its way stays on its way. */
  private async callOff(manager: EntityManager, order: Order, cause: Cause): Promise<void> {
    if (order.fulfilment === 'to_send') await moveFulfilment(manager, order, 'none', cause);
    if (order.fulfilment === 'partly_sent') {
      const overdue = { receiveBy: receiveBy(this.settings, new Date()) };
      await moveFulfilment(manager, order, 'sent', cause, overdue);
    }
  }

  private lines(manager: EntityManager, { id }: Order): Promise<OrderLine[]> {
    return manager.findBy(OrderLine, { orderId: id });
  }
}

/** The order as payments know it. */
function payableOf(order: Order): Payable {
  const isRestockable = SHIPPABLE.has(order.fulfilment);
  return { ...order, state: PAYABLE_STATES[order.status], isRestockable };
}

/** What of the lines has never left the shop. */
function notSent(lines: readonly OrderLine[]): Pieces[] {
  return lines
    .map(({ goodsId, quantity, sentQuantity }) => ({ goodsId, quantity: quantity - sentQuantity }))
    .filter(({ quantity }) => quantity > 0);
}
