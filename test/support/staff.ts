import { StoredPermissions } from '../../src/users/permissions/stored-permissions.js';
import type { TestApp } from './app.js';
import { shopper, type Shopper } from './shoppers.js';

/** Somebody who has these permissions for models, such as `orders.view_order`, and no others. */
export async function staff(app: TestApp, ...permissions: string[]): Promise<Shopper> {
  const member = await shopper(app);
  const stored = app.nest.get(StoredPermissions, { strict: false });
  await app.unitOfWork.run(({ manager }) =>
    stored.allow(manager, { userId: member.id }, permissions),
  );
  return member;
}
