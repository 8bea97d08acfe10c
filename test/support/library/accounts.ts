import { PermissionBackend } from '../../../src/rest/index.js';
import { Group, User } from '../../../src/users/entities/index.js';
import { StoredPermissions } from '../../../src/users/permissions/stored-permissions.js';
import type { TestApp } from '../app.js';
import { READERS } from './readers.js';

/** The accounts domain's permissions, for a library. */
export const PERMISSIONS = [
  StoredPermissions,
  { provide: PermissionBackend, useExisting: StoredPermissions },
];

/** Gives the readers rows that permissions can be about, and makes a group. */
export async function seedAccounts(app: TestApp, group: string): Promise<void> {
  await app.unitOfWork.run(async ({ manager }) => {
    for (const { id, name } of Object.values(READERS)) {
      await manager.insert(User, { id, username: name, passwordHash: '!', createdAt: new Date() });
    }
    await manager.insert(Group, { name: group });
  });
}
