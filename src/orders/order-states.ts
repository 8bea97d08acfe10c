import type { Payable } from '../payments/index.js';

/**
 * Where the payment of an order stands: it waits for it, is paid for in cash on delivery, has been paid, is finished so that the shop can
 * refund it no more, was closed unpaid, or its money went back in part or as a whole. The words in
 * capitals are Alipay's, which the storefronts know.
 */
export const ORDER_STATES = [
  'paying',
  'on_delivery',
  'TRADE_SUCCESS',
  'TRADE_FINISHED',
  'TRADE_CLOSED',
  'PARTLY_REFUNDED',
  'REFUNDED',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Where the shop has no money yet, and may still get it. */
export const UNPAID: ReadonlySet<OrderState> = new Set(['paying', 'on_delivery']);

/** Every move there is; no other can happen. */
const MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  paying: ['TRADE_SUCCESS', 'TRADE_CLOSED'],
  on_delivery: ['TRADE_SUCCESS', 'TRADE_CLOSED'],
  TRADE_SUCCESS: ['TRADE_FINISHED', 'PARTLY_REFUNDED', 'REFUNDED'],
  // The end of its trade changes nothing: that a part went back must not be forgotten.
  PARTLY_REFUNDED: ['PARTLY_REFUNDED', 'REFUNDED'],
  // Refunds of its last days may be told after the end.
  TRADE_FINISHED: ['PARTLY_REFUNDED', 'REFUNDED'],
  TRADE_CLOSED: [],
  REFUNDED: [],
};

/** Whether there is such a move. */
export function mayMove(from: OrderState, to: OrderState): boolean {
  return MOVES[from].includes(to);
}

/** Whether an order waits for its payment, or its money can go back. */
export const PAYABLE_STATES: Readonly<Record<OrderState, Payable['state']>> = {
  paying: 'waiting',
  on_delivery: 'over',
  TRADE_SUCCESS: 'paid',
  PARTLY_REFUNDED: 'paid',
  TRADE_FINISHED: 'over',
  TRADE_CLOSED: 'over',
  REFUNDED: 'over',
};
