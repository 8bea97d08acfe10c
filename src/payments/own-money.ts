import type { EntityManager } from 'typeorm';
import { PermissionDenied } from '../rest/index.js';
import { User } from '../users/entities/index.js';
import type { Payable } from './payable.js';
import { MESSAGES } from './payments.messages.js';

/**
 * No clerk decides that they get their own money back, or that they have paid. Administrators may:
 * some shops have but one, and whoever may make others clerks is held by nothing anyway. What rules
 * give back to a buyer, and nobody decides, is not meant.
 *
 * @param actor who decides, as histories call them: `user:<id>`
 * @throws PermissionDenied
 */
export async function refuseOwnMoney(
  manager: EntityManager,
  { userId }: Pick<Payable, 'userId'>,
  actor: string,
): Promise<void> {
  if (actor !== `user:${userId}`) return;
  if (await manager.existsBy(User, { id: userId, role: 'administrator' })) return;
  throw new PermissionDenied(MESSAGES.ownMoney);
}
