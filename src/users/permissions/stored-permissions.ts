import { Injectable } from '@nestjs/common';
import { Brackets, In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import {
  PermissionBackend,
  type Holder,
  type ObjectPermission,
  type PermissionTarget,
  type RestUser,
} from '../../rest/index.js';
import {
  Group,
  GroupObjectPermission,
  GroupPermission,
  Membership,
  SITE_MANAGERS,
  UserObjectPermission,
  UserPermission,
  type User,
} from '../entities/index.js';

/**
 * Groups and permissions in tables.
 *
 * Giving what somebody has already, or taking what nobody has, changes nothing.
 */
@Injectable()
export class StoredPermissions extends PermissionBackend {
  override async modelPermissions(manager: EntityManager, user: RestUser): Promise<string[]> {
    const own = await manager.findBy(UserPermission, { userId: user.id });
    const shared = await ofGroups(
      manager.createQueryBuilder(GroupPermission, 'granted'),
      user,
    ).getMany();
    return [...own, ...shared].map(({ permission }) => permission);
  }

  override async objectPermissions(
    manager: EntityManager,
    user: RestUser,
    model: string,
    objectIds: readonly number[],
  ): Promise<ObjectPermission[]> {
    const wanted = { model, objectId: In([...objectIds]) };
    const own = await manager.findBy(UserObjectPermission, { userId: user.id, ...wanted });
    const shared = await ofGroups(
      manager.createQueryBuilder(GroupObjectPermission, 'granted').where(wanted),
      user,
    ).getMany();
    return [...own, ...shared];
  }

  override async grant(
    manager: EntityManager,
    holder: Holder,
    permissions: readonly string[],
    { model, objectId }: PermissionTarget,
  ): Promise<void> {
    const holders = await keyOf(manager, holder);
    const rows = permissions.map((permission) => ({ ...holders, model, objectId, permission }));
    const table = 'userId' in holders ? UserObjectPermission : GroupObjectPermission;
    await insertMissing(manager, table, rows);
  }

  /** Takes permissions for one object away. DJANGO: guardian.shortcuts.remove_perm */
  async revoke(
    manager: EntityManager,
    holder: Holder,
    permissions: readonly string[],
    { model, objectId }: PermissionTarget,
  ): Promise<void> {
    const holders = await keyOf(manager, holder);
    const table = 'userId' in holders ? UserObjectPermission : GroupObjectPermission;
    const permission = In([...permissions]);
    await manager.delete(table, { ...holders, model, objectId, permission });
  }

  override async forget(
    manager: EntityManager,
    { model, objectId }: PermissionTarget,
  ): Promise<void> {
    await manager.delete(UserObjectPermission, { model, objectId });
    await manager.delete(GroupObjectPermission, { model, objectId });
  }

  /** Gives permissions for all objects of their models. DJANGO: user_permissions.add */
  async allow(
    manager: EntityManager,
    holder: Holder,
    permissions: readonly string[],
  ): Promise<void> {
    const holders = await keyOf(manager, holder);
    const rows = permissions.map((permission) => ({ ...holders, permission }));
    const table = 'userId' in holders ? UserPermission : GroupPermission;
    await insertMissing(manager, table, rows);
  }

  /** Takes them away again. DJANGO: user_permissions.remove */
  async disallow(
    manager: EntityManager,
    holder: Holder,
    permissions: readonly string[],
  ): Promise<void> {
    const holders = await keyOf(manager, holder);
    const table = 'userId' in holders ? UserPermission : GroupPermission;
    await manager.delete(table, { ...holders, permission: In([...permissions]) });
  }

  /** @throws EntityNotFoundError when there is no such group */
  async join(manager: EntityManager, userId: number, group: string): Promise<void> {
    const { id: groupId } = await manager.findOneByOrFail(Group, { name: group });
    await insertMissing(manager, Membership, [{ userId, groupId }]);
  }

  /** @throws EntityNotFoundError when there is no such group */
  async leave(manager: EntityManager, userId: number, group: string): Promise<void> {
    const { id: groupId } = await manager.findOneByOrFail(Group, { name: group });
    await manager.delete(Membership, { userId, groupId });
  }
}

/** Those rows that the user has as a member of groups, or by the role. */
function ofGroups<T extends GroupPermission | GroupObjectPermission>(
  query: SelectQueryBuilder<T>,
  { id, role }: RestUser & Partial<Pick<User, 'role'>>,
): SelectQueryBuilder<T> {
  const joined = query
    .subQuery()
    .select('membership.groupId')
    .from(Membership, 'membership')
    .where('membership.userId = :member', { member: id });
  return query.andWhere(
    new Brackets((either) => {
      either.where(`granted.groupId IN ${joined.getQuery()}`, joined.getParameters());
      if (role !== 'site_manager') return;
      const byRole = query
        .subQuery()
        .select('byRole.id')
        .from(Group, 'byRole')
        .where('byRole.name = :byRole');
      either.orWhere(`granted.groupId IN ${byRole.getQuery()}`, { byRole: SITE_MANAGERS });
    }),
  );
}

async function keyOf(
  manager: EntityManager,
  holder: Holder,
): Promise<{ userId: number } | { groupId: number }> {
  if ('userId' in holder) return { userId: holder.userId };
  const { id: groupId } = await manager.findOneByOrFail(Group, { name: holder.group });
  return { groupId };
}

/** Unlike an insert that ignores errors, it fails for a user who does not exist. */
async function insertMissing(
  manager: EntityManager,
  table: new () => object,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const keys = manager.dataSource
    .getMetadata(table)
    .primaryColumns.map(({ propertyName }) => propertyName);
  await manager
    .createQueryBuilder()
    .insert()
    .into(table)
    .values([...rows])
    .orUpdate([keys.at(-1)!], keys)
    .updateEntity(false)
    .execute();
}
