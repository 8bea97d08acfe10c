import { Injectable } from '@nestjs/common';
import { defineCounter } from '../infrastructure/metrics/index.js';
import type { RestTransaction } from '../rest/index.js';
import type { Order } from './entities/index.js';

const ORDERS = defineCounter(
  'shop_orders_total',
  'Orders placed, paid, closed, refunded.',
  ['state'],
  ['placed', 'paid', 'closed', 'refunded'],
);
const AMOUNT = defineCounter(
  'shop_order_amount_cents_total',
  'Cents of the orders that were paid.',
);

/** What may happen to an order that others want to know of. */
export type OrderEvent = 'placed' | 'paid' | 'closed' | 'refunded';

export type OrderListener = (order: Order) => unknown;

/**
 * Tells others, once the transaction is committed, what has become of an order. A message is lost
 * when the process dies at that moment, so whoever must not miss one also looks into the database.
 */
@Injectable()
export class OrderEvents {
  private readonly listeners = new Map<OrderEvent, OrderListener[]>();

  /** Calls the listener, in this process, after every such event; what it throws is logged. */
  on(event: OrderEvent, listener: OrderListener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  /** Tells it once the transaction is committed. */
  emit(tx: RestTransaction, event: OrderEvent, order: Order): void {
    tx.afterCommit(() => {
      ORDERS.count({ state: event });
      if (event === 'paid') AMOUNT.count({}, order.totalCents);
    });
    for (const listener of this.listeners.get(event) ?? []) {
      tx.afterCommit(() => listener(order));
    }
  }
}
