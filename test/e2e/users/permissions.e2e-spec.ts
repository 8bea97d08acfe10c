import { beforeAll, describe, expect, it } from 'vitest';
import {
  Group,
  GroupPermission,
  Membership,
  SITE_MANAGERS,
  UserObjectPermission,
  UserPermission,
  type Role,
  type User,
} from '../../../src/users/entities/index.js';
import { StoredPermissions } from '../../../src/users/permissions/stored-permissions.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { createUser } from '../../support/users.js';

const TARGET = { model: 'goods.goods', objectId: 7 };

describe('permissions of the accounts', () => {
  const app = testApp(testSettings());
  let permissions: StoredPermissions;

  beforeAll(async () => {
    permissions = app.nest.get(StoredPermissions);
    await app.unitOfWork.run(async ({ manager }) => {
      await permissions.allow(manager, { group: SITE_MANAGERS }, ['goods.change_banner']);
      await permissions.grant(manager, { group: SITE_MANAGERS }, ['goods.delete_goods'], TARGET);
    });
  });

  const withRole = (role: Role) => createUser(app, { role });
  /** Those of goods: what the group has from the start is about other things. */
  const modelsOf = async (user: User) => {
    const all = await permissions.modelPermissions(app.dataSource.manager, user);
    return all.filter((permission) => permission.startsWith('goods.'));
  };
  const objectsOf = (user: User) =>
    permissions.objectPermissions(app.dataSource.manager, user, 'goods.goods', [7, 8]);

  it.each([
    ['customer', [], []],
    ['site_manager', ['goods.change_banner'], ['goods.delete_goods']],
  ] as const)('the role %s brings those of its group', async (role, models, objects) => {
    const user = await withRole(role);
    expect(await modelsOf(user)).toEqual(models);
    expect((await objectsOf(user)).map(({ permission }) => permission)).toEqual(objects);
  });

  it('whom the administrator makes a member has them as well', async () => {
    const user = await withRole('customer');
    await app.unitOfWork.run(({ manager }) => permissions.join(manager, user.id, SITE_MANAGERS));
    expect(await modelsOf(user)).toEqual(['goods.change_banner']);
    await app.unitOfWork.run(({ manager }) => permissions.leave(manager, user.id, SITE_MANAGERS));
    expect(await modelsOf(user)).toEqual([]);
  });

  it('only administrators are superusers', async () => {
    const roles: Role[] = ['customer', 'site_manager', 'administrator'];
    const users = await Promise.all(roles.map(withRole));
    expect(users.map(({ isSuperuser }) => isSuperuser)).toEqual([false, false, true]);
  });

  it('many who give the same at once give it once', async () => {
    const { id: userId } = await withRole('customer');
    const give = () =>
      app.unitOfWork.run(async ({ manager }) => {
        await permissions.allow(manager, { userId }, ['goods.add_goods', 'goods.view_goods']);
        await permissions.grant(manager, { userId }, ['goods.change_goods'], TARGET);
        await permissions.join(manager, userId, SITE_MANAGERS);
      });
    await Promise.all(Array.from({ length: 8 }, give));
    const { manager } = app.dataSource;
    expect(await manager.countBy(UserPermission, { userId })).toBe(2);
    expect(await manager.countBy(UserObjectPermission, { userId })).toBe(1);
    expect(await manager.countBy(Membership, { userId })).toBe(1);
  });

  it('nobody who does not exist gets any, and no group that does not', async () => {
    const to = (holder: { userId: number } | { group: string }) =>
      app.unitOfWork.run(({ manager }) => permissions.allow(manager, holder, ['goods.add_goods']));
    await expect(to({ userId: 2_000_000_000 })).rejects.toThrow(/foreign key/i);
    await expect(to({ group: 'nobody' })).rejects.toThrow();
  });

  it('go with the user or the group', async () => {
    const user = await withRole('customer');
    await app.unitOfWork.run(async ({ manager }) => {
      await manager.insert(Group, { name: 'passing' });
      await permissions.allow(manager, { group: 'passing' }, ['goods.add_goods']);
      await permissions.join(manager, user.id, 'passing');
      await permissions.grant(manager, { userId: user.id }, ['goods.change_goods'], TARGET);
    });
    expect(await modelsOf(user)).toEqual(['goods.add_goods']);
    await app.unitOfWork.run(({ manager }) => manager.delete(Group, { name: 'passing' }));
    expect(await modelsOf(user)).toEqual([]);
    expect(
      await app.dataSource.manager.countBy(GroupPermission, { permission: 'goods.add_goods' }),
    ).toBe(0);
    await app.unitOfWork.run(({ manager }) => manager.delete('users_user', user.id));
    expect(await objectsOf(user)).toEqual([]);
  });
});
