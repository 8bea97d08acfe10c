/**
 * How far an order is on its way, independent of its payment: nothing is to be sent (yet, or any
 * more), it is to be sent, a part or all of it is sent, the buyer has it, all of it came back.
 */
export const FULFILMENTS = [
  'none',
  'to_send',
  'partly_sent',
  'sent',
  'received',
  'returned',
] as const;
export type Fulfilment = (typeof FULFILMENTS)[number];

/** Every move there is; no other can happen. */
const MOVES: Readonly<Record<Fulfilment, readonly Fulfilment[]>> = {
  none: ['to_send'],
  to_send: ['partly_sent', 'sent', 'none'],
  // What is missing is sent as well, or refunded and never sent.
  partly_sent: ['partly_sent', 'sent'],
  sent: ['received', 'returned'],
  received: ['returned'],
  returned: [],
};

/** Whether there is such a move. */
export function mayBecome(from: Fulfilment, to: Fulfilment): boolean {
  return MOVES[from].includes(to);
}

/** Where parcels can be sent from. */
export const SHIPPABLE: ReadonlySet<Fulfilment> = new Set(['to_send', 'partly_sent']);

/** Where no piece has left the shop. */
export const UNSENT: ReadonlySet<Fulfilment> = new Set(['none', 'to_send']);
