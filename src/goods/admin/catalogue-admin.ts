import { Inject, type Type } from '@nestjs/common';
import type { AdminOptions } from '../../admin/declarations.js';
import { ModelAdmin, type AdminRow, type ResourceAdmin } from '../../admin/model-admin.js';
import type { RestTransaction } from '../../rest/index.js';
import { CatalogueEvents } from '../catalogue-events.js';

/** A resource whose changes the public catalogue shows at once. */
export function CatalogueAdmin<Entity extends AdminRow>(
  entity: Type<Entity>,
  options: AdminOptions<Entity>,
): abstract new () => ResourceAdmin<Entity> {
  abstract class CatalogueResource extends ModelAdmin(entity, options) {
    @Inject(CatalogueEvents) private readonly events!: CatalogueEvents;

    override async changed(ids: readonly number[], transaction: RestTransaction): Promise<void> {
      await super.changed(ids, transaction);
      this.events.changed(transaction);
    }
  }
  return CatalogueResource;
}
