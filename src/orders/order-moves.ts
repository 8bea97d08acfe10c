import { cutText } from '../infrastructure/text/cut-text.js';
import type { EntityManager } from 'typeorm';
import type { Cause } from '../payments/index.js';
import { OrderChange, Order } from './entities/index.js';
import { mayMove, type OrderState } from './order-states.js';

/** Who closes orders that were not paid in time. */
export const EXPIRED_ACTOR = 'timeout';

/** What changes together with an order's state. */
export type Attributes = Partial<Pick<Order, 'tradeNo' | 'paidAt' | 'refundedCents' | 'isHidden'>>;

/** There is no such move, or somebody else has moved the order meanwhile. */
export class IllegalMove extends Error {
  override readonly name = 'IllegalMove';

  constructor({ sn, status }: Order, to: OrderState) {
    super(`order ${sn} cannot go from ${status} to ${to}`);
  }
}

/**
 * Moves an order to another state and writes its history: the only way there is. The database
 * itself refuses when the order is not in the state it was read in.
 *
 * @param order as it was read; brought up to date
 * @throws IllegalMove
 */
export async function moveOrder(
  manager: EntityManager,
  order: Order,
  to: OrderState,
  { actor, reason }: Cause,
  attributes: Attributes = {},
): Promise<void> {
  const { id, status: from } = order;
  if (!mayMove(from, to)) throw new IllegalMove(order, to);
  const change = { ...attributes, status: to };
  const { affected } = await manager.update(Order, { id, status: from }, change);
  if (affected !== 1) throw new IllegalMove(order, to);
  Object.assign(order, change);
  await recordChange(manager, id, from, to, { actor, reason });
}

/** Adds an entry to an order's history. */
export async function recordChange(
  manager: EntityManager,
  orderId: number,
  fromStatus: OrderState | null,
  toStatus: OrderState,
  cause: Cause,
): Promise<void> {
  const actor = cutText(cause.actor, 50);
  const reason = cutText(cause.reason, 200);
  const createdAt = new Date();
  await manager.insert(OrderChange, { orderId, fromStatus, toStatus, actor, reason, createdAt });
}
