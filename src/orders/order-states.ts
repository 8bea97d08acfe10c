/**
 * Where an order stands: it waits for its payment, has been paid, is finished so that the shop can
 * refund it no more, was closed unpaid, or its money went back in part or as a whole. The first four
 * are the words of Alipay, which the storefronts know.
 */
export const ORDER_STATES = [
  'paying',
  'TRADE_SUCCESS',
  'TRADE_FINISHED',
  'TRADE_CLOSED',
  'PARTLY_REFUNDED',
  'REFUNDED',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Every move there is; no other can happen. */
const MOVES: Readonly<Record<OrderState, readonly OrderState[]>> = {
  paying: ['TRADE_SUCCESS', 'TRADE_CLOSED'],
  TRADE_SUCCESS: ['TRADE_FINISHED', 'PARTLY_REFUNDED', 'REFUNDED'],
  PARTLY_REFUNDED: ['PARTLY_REFUNDED', 'REFUNDED', 'TRADE_FINISHED'],
  // Refunds of its last days may be told after the end.
  TRADE_FINISHED: ['PARTLY_REFUNDED', 'REFUNDED'],
  TRADE_CLOSED: [],
  REFUNDED: [],
};

/** Whether there is such a move. */
export function mayMove(from: OrderState, to: OrderState): boolean {
  return MOVES[from].includes(to);
}
