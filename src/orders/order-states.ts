/**
 * Where an order stands: it waits for its payment, has been paid, can no longer be refunded, was
 * closed unpaid, or its money went back in part or as a whole. The first four are the words of
 * Alipay, which the storefronts know.
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
  TRADE_FINISHED: [],
  TRADE_CLOSED: [],
  REFUNDED: [],
};

/** The states from which an order can get to that one. */
export function statesBefore(to: OrderState): OrderState[] {
  return ORDER_STATES.filter((from) => MOVES[from].includes(to));
}

export function mayMove(from: OrderState, to: OrderState): boolean {
  return MOVES[from].includes(to);
}
