import type { ResourceShape } from '../../admin/shape/resource-shape.js';
import { In, type EntityManager } from 'typeorm';
import { PermissionDenied, type RestRequest } from '../../rest/index.js';
import { GroupPermission, UserPermission } from '../entities/index.js';
import { MESSAGES } from './admin.messages.js';

/** The permissions that a form offers; others that somebody has are none of its business. */
export function offered({ extras }: ResourceShape): ReadonlySet<string> {
  const { choices = [] } = extras.find(({ name }) => name === 'permissions')!;
  return new Set(choices.map((choice) => String(typeof choice === 'object' ? choice[0] : choice)));
}

/**
 * Gives somebody these model permissions and no others of those that are known.
 *
 * @throws PermissionDenied when one of them is given, or taken away, by somebody who has it not
 */
export async function changeGrants(
  manager: EntityManager,
  table: typeof UserPermission | typeof GroupPermission,
  holder: { readonly userId: number } | { readonly groupId: number },
  wanted: readonly string[],
  known: ReadonlySet<string>,
  { rest, user }: RestRequest,
): Promise<void> {
  const rows = await manager.find<UserPermission | GroupPermission>(table, {
    where: { ...holder },
  });
  const before = rows.map(({ permission }) => permission).filter((one) => known.has(one));
  const added = wanted.filter((permission) => !before.includes(permission));
  const gone = before.filter((permission) => !wanted.includes(permission));
  if (added.length + gone.length === 0) return;
  if (!user!.isSuperuser) {
    const own = new Set(await rest.permissionBackend.modelPermissions(manager, user!));
    if (![...added, ...gone].every((permission) => own.has(permission))) {
      throw new PermissionDenied(MESSAGES.moreThanOwn);
    }
  }
  if (gone.length > 0) await manager.delete(table, { ...holder, permission: In(gone) });
  if (added.length === 0) return;
  await manager.insert(
    table,
    added.map((permission) => ({ ...holder, permission })),
  );
}
