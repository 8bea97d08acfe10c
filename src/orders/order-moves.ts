import type { EntityManager } from 'typeorm';
import { insertStatement } from '../infrastructure/database/statements.js';
import { cutText } from '../infrastructure/cut-text.js';
import type { Cause } from '../payments/index.js';
import { Order, OrderChange } from './entities/index.js';
import { mayBecome, type Fulfilment } from './fulfilment/fulfilment-states.js';
import { mayMove, type OrderState } from './order-states.js';

/** Who closes orders that were not paid in time, and receives those that nobody said anything of. */
export const EXPIRED_ACTOR = 'timeout';

/** What changes together with the state of an order. */
export type Attributes = Partial<
  Pick<Order, 'tradeNo' | 'paidAt' | 'refundedCents' | 'isHidden' | 'receiveBy'>
>;

/** A step of an order in its history. */
export type Step = Pick<OrderChange, 'track' | 'fromStatus' | 'toStatus'>;

const insertChanges = insertStatement(OrderChange, [
  'orderId',
  'track',
  'fromStatus',
  'toStatus',
  'actor',
  'reason',
  'createdAt',
]);

/** There is no such move, or somebody else has moved the order meanwhile. */
export class IllegalMove extends Error {
  override readonly name = 'IllegalMove';

  constructor({ sn }: Order, { fromStatus, toStatus }: Step) {
    super(`order ${sn} cannot go from ${fromStatus} to ${toStatus}`);
  }
}

/**
 * Moves the payment of an order to another state and writes its history: the only way there is. The
 * database itself refuses when the order is not in the state it was read in.
 *
 * @param order as it was read; brought up to date
 * @throws IllegalMove
 */
export async function moveOrder(
  manager: EntityManager,
  order: Order,
  to: OrderState,
  cause: Cause,
  attributes: Attributes = {},
): Promise<void> {
  const { status } = order;
  const step: Step = { track: 'payment', fromStatus: status, toStatus: to };
  if (!mayMove(status, to)) throw new IllegalMove(order, step);
  await move(manager, order, { status }, { ...attributes, status: to }, step, cause);
}

/** As `moveOrder`, for the fulfilment of an order. */
export async function moveFulfilment(
  manager: EntityManager,
  order: Order,
  to: Fulfilment,
  cause: Cause,
  attributes: Attributes = {},
): Promise<void> {
  const { fulfilment } = order;
  const step: Step = { track: 'fulfilment', fromStatus: fulfilment, toStatus: to };
  if (!mayBecome(fulfilment, to)) throw new IllegalMove(order, step);
  await move(manager, order, { fulfilment }, { ...attributes, fulfilment: to }, step, cause);
}

async function move(
  manager: EntityManager,
  order: Order,
  from: Partial<Pick<Order, 'status' | 'fulfilment'>>,
  change: Attributes & Partial<Pick<Order, 'status' | 'fulfilment'>>,
  step: Step,
  cause: Cause,
): Promise<void> {
  const { affected } = await manager.update(Order, { id: order.id, ...from }, change);
  if (affected !== 1) throw new IllegalMove(order, step);
  Object.assign(order, change);
  await recordChanges(manager, order.id, [step], cause);
}

/** Adds entries to an order's history. */
export async function recordChanges(
  manager: EntityManager,
  orderId: number,
  steps: readonly Step[],
  cause: Cause,
): Promise<void> {
  const actor = cutText(cause.actor, 50);
  const reason = cutText(cause.reason, 200);
  const createdAt = new Date();
  await insertChanges(
    manager,
    steps.map((step) => ({ ...step, orderId, actor, reason, createdAt })),
  );
}
