import type { EntityManager } from 'typeorm';
import type { Cause } from '../../payments/index.js';
import { OrderReturn } from '../entities/index.js';
import { recordChanges } from '../order-moves.js';
import { mayReturn, type ReturnState } from './return-states.js';

/** What changes together with the state of a return. */
type Attributes = Partial<Pick<OrderReturn, 'answer' | 'refundCents' | 'refundId' | 'isRestocked'>>;

/**
 * Moves a return to another state and writes it into the history of its order: the only way there
 * is.
 *
 * @param row read while its order is locked; brought up to date
 * @returns false when there is no such move
 */
export async function moveReturn(
  manager: EntityManager,
  row: OrderReturn,
  to: ReturnState,
  { actor, reason }: Cause,
  attributes: Attributes = {},
): Promise<boolean> {
  const { id, orderId, status: from } = row;
  if (!mayReturn(from, to)) return false;
  const change = { ...attributes, status: to };
  const { affected } = await manager.update(OrderReturn, { id, status: from }, change);
  if (affected !== 1) return false;
  Object.assign(row, change);
  const step = { track: 'return', fromStatus: from, toStatus: to } as const;
  await recordChanges(manager, orderId, [step], { actor, reason: `return ${id}: ${reason}` });
  return true;
}

/** The money of a refund has gone back, and with it that for a return, if it was for one. */
export async function returnRefunded(
  manager: EntityManager,
  refundId: number,
  cause: Cause,
): Promise<void> {
  const row = await manager.findOneBy(OrderReturn, { refundId });
  if (row) await moveReturn(manager, row, 'refunded', cause);
}
