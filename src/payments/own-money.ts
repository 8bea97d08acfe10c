import { PermissionDenied } from '../rest/index.js';
import type { Payable } from './payable.js';
import { MESSAGES } from './payments.messages.js';

/**
 * Nobody decides that they get their own money back, or that they have paid, administrators no more
 * than others. What rules give back to a buyer, and nobody decides, is not meant.
 *
 * @param actor who decides, as histories call them: `user:<id>`
 * @throws PermissionDenied
 */
export function refuseOwnMoney({ userId }: Pick<Payable, 'userId'>, actor: string): void {
  if (actor === `user:${userId}`) throw new PermissionDenied(MESSAGES.ownMoney);
}
