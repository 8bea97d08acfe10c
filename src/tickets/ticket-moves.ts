import type { EntityManager } from 'typeorm';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { insertStatement } from '../infrastructure/database/statements.js';
import { cutText } from '../infrastructure/cut-text.js';
import type { Cause } from '../payments/index.js';
import { TicketChange, TicketOrder } from './entities/index.js';
import { mayMove, type TicketState } from './ticket-states.js';

const insertChange = insertStatement(TicketChange, [
  'orderId',
  'fromStatus',
  'toStatus',
  'actor',
  'reason',
  'createdAt',
]);

/** There is no such move, or somebody else has moved the order meanwhile. */
export class IllegalMove extends Error {
  override readonly name = 'IllegalMove';
}

/** The order, locked until the end of the unit of work. */
export function lockTicketOrder(
  manager: EntityManager,
  where: Partial<Pick<TicketOrder, 'id' | 'sn' | 'code'>>,
): Promise<TicketOrder | null> {
  return lockRows(manager.createQueryBuilder(TicketOrder, 'ticket').where(where)).getOne();
}

/**
 * Moves a ticket order to another state and writes its history: the only way there is.
 *
 * @param order locked; brought up to date
 * @throws IllegalMove
 */
export async function moveTicketOrder(
  manager: EntityManager,
  order: TicketOrder,
  to: TicketState,
  cause: Cause,
  attributes: Partial<TicketOrder> = {},
): Promise<void> {
  const { id, status: from } = order;
  const change = { ...attributes, status: to };
  if (!mayMove(from, to)) throw new IllegalMove(`ticket order ${id}: ${from} to ${to}`);
  const { affected } = await manager.update(TicketOrder, { id, status: from }, change);
  if (affected !== 1) throw new IllegalMove(`ticket order ${id} is not ${from} any more`);
  Object.assign(order, change);
  await recordChange(manager, id, from, to, cause);
}

/** Adds an entry to a ticket order's history. */
export async function recordChange(
  manager: EntityManager,
  orderId: number,
  fromStatus: TicketState | null,
  toStatus: TicketState,
  cause: Cause,
): Promise<void> {
  await insertChange(manager, [
    {
      orderId,
      fromStatus,
      toStatus,
      actor: cutText(cause.actor, 50),
      reason: cutText(cause.reason, 200),
      createdAt: new Date(),
    },
  ]);
}
