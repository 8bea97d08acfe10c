import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import type { RestUser } from '../authentication/authentication.js';
import type { Rest } from '../rest.js';

/** What somebody may do with one object: `change`, `delete`, or whatever a project calls it. */
export interface Allowed {
  has(action: string): boolean;
}

interface Identified {
  readonly id: number;
}

const EVERYTHING: Allowed = { has: () => true };
const NOTHING: Allowed = { has: () => false };

/**
 * What the user of one request may do. Each thing is asked of the project's `PermissionBackend`
 * once: the permissions for a page of objects cost as many queries as those for one.
 *
 * DJANGO: User.has_perms; guardian.core.ObjectPermissionChecker
 */
export class Grants {
  private forModels: Promise<ReadonlySet<string>> | undefined;
  private readonly forObjects = new Map<string, Map<number, Set<string>>>();

  constructor(
    private readonly rest: Rest,
    private readonly user: RestUser | null,
  ) {}

  /** Whether the user may do all of this with every object of the entity. */
  async allows(actions: readonly string[], entity: EntityTarget<ObjectLiteral>): Promise<boolean> {
    const { rest, user } = this;
    if (actions.length === 0 || user?.isSuperuser) return true;
    if (!user) return false;
    const names = await this.modelPermissions(user);
    return actions.every((action) => names.has(rest.models.permission(action, entity)));
  }

  /** Whether the user may do anything at all with the objects of some entity. DJANGO: has_module_perms */
  async allowsAnything(): Promise<boolean> {
    const { user } = this;
    if (!user) return false;
    return user.isSuperuser === true || (await this.modelPermissions(user)).size > 0;
  }

  private modelPermissions(user: RestUser): Promise<ReadonlySet<string>> {
    const { rest } = this;
    this.forModels ??= rest.permissionBackend
      .modelPermissions(rest.dataSource.manager, user)
      .then((names) => new Set(names));
    return this.forModels;
  }

  /** Whether the user may do all of this with this one object. */
  async allowsOn(
    object: Identified,
    actions: readonly string[],
    entity: EntityTarget<ObjectLiteral>,
  ): Promise<boolean> {
    if (actions.length === 0) return true;
    const allowed = (await this.permissionsOf(entity, [object])).get(object.id)!;
    return actions.every((action) => allowed.has(action));
  }

  /**
   * What the user may do with each of the objects, by their ids.
   *
   * @param manager where to look: inside an open transaction, or the committed data
   */
  async permissionsOf(
    entity: EntityTarget<ObjectLiteral>,
    objects: readonly Identified[],
    manager: EntityManager = this.rest.dataSource.manager,
  ): Promise<ReadonlyMap<number, Allowed>> {
    const ids = objects.map(({ id }) => id);
    await this.load(entity, ids, manager);
    return new Map(ids.map((id) => [id, this.loaded(entity, id)]));
  }

  /** What `permissionsOf` has found out about an object; nothing when it was not asked. */
  loaded(entity: EntityTarget<ObjectLiteral>, id: number): Allowed {
    if (this.user?.isSuperuser) return EVERYTHING;
    const { models } = this.rest;
    const names = this.forObjects.get(models.model(entity))?.get(id);
    return names ? { has: (action) => names.has(models.permission(action, entity)) } : NOTHING;
  }

  private async load(
    entity: EntityTarget<ObjectLiteral>,
    ids: readonly number[],
    manager: EntityManager,
  ): Promise<void> {
    const { rest, user } = this;
    if (!user || user.isSuperuser) return;
    const model = rest.models.model(entity);
    let known = this.forObjects.get(model);
    if (!known) this.forObjects.set(model, (known = new Map()));
    const asked = [...new Set(ids)].filter((id) => !known.has(id));
    if (asked.length === 0) return;
    const found = await rest.permissionBackend.objectPermissions(manager, user, model, asked);
    for (const id of asked) known.set(id, new Set());
    for (const { objectId, permission } of found) known.get(objectId)?.add(permission);
  }
}
