import type { EntityManager } from 'typeorm';
import type { RestRequest } from '../request.js';
import type { GenericViewSetBase } from '../viewsets/generic.viewset.js';

/** Gives the object permissions that the viewset declares for a row that has just been written. */
export async function grantAtBirth(
  { entity, rest }: GenericViewSetBase,
  { user, view }: RestRequest,
  manager: EntityManager,
  id: number,
): Promise<void> {
  const { creator = [], groups = {} } = view.options.grants ?? {};
  const give = (holder: { userId: number } | { group: string }, actions: readonly string[]) => {
    const permissions = actions.map((action) => rest.models.permission(action, entity));
    const target = rest.models.target(entity, id);
    return rest.permissionBackend.grant(manager, holder, permissions, target);
  };
  if (user && creator.length > 0) await give({ userId: user.id }, creator);
  for (const [group, actions] of Object.entries(groups)) await give({ group }, actions);
}

/** Forgets the permissions for a row that has just been deleted. */
export async function forgetGrants(
  { entity, rest }: GenericViewSetBase,
  { view }: RestRequest,
  manager: EntityManager,
  id: number,
): Promise<void> {
  if (!view.options.grants) return;
  await rest.permissionBackend.forget(manager, rest.models.target(entity, id));
}
