import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { PermissionTarget } from './permission-backend.js';

/** Entities by the name of their domain. DJANGO: INSTALLED_APPS with their models */
export type Models = Readonly<Record<string, readonly (abstract new () => object)[]>>;

/**
 * What permissions call the entities: `GoodsImage` of the domain `goods` is the model
 * `goods.goodsimage`, and who may change it has `goods.change_goodsimage`.
 *
 * DJANGO: Options.label_lower, django.contrib.auth.get_permission_codename
 */
export class ModelNames {
  private readonly apps = new Map<unknown, string>();

  constructor(models: Models) {
    for (const [app, entities] of Object.entries(models)) {
      for (const entity of entities) this.apps.set(entity, app);
    }
  }

  /** Whether the entity is one that permissions can be about. */
  has(entity: EntityTarget<ObjectLiteral>): boolean {
    return this.apps.has(entity);
  }

  /** E.g. `goods.goodsimage`; @throws Error for what is no entity of the project */
  model(entity: EntityTarget<ObjectLiteral>): string {
    const { app, name } = this.named(entity);
    return `${app}.${name}`;
  }

  /** E.g. `goods.change_goodsimage`; @throws Error for what is no entity of the project */
  permission(action: string, entity: EntityTarget<ObjectLiteral>): string {
    const { app, name } = this.named(entity);
    return `${app}.${action}_${name}`;
  }

  /** @throws Error for what is no entity of the project */
  target(entity: EntityTarget<ObjectLiteral>, objectId: number): PermissionTarget {
    return { model: this.model(entity), objectId };
  }

  private named(entity: EntityTarget<ObjectLiteral>): { app: string; name: string } {
    const app = this.apps.get(entity);
    if (app === undefined || typeof entity !== 'function') {
      throw new Error(`${String(entity)} is in no domain's list of models`);
    }
    return { app, name: entity.name.toLowerCase() };
  }
}
