import { DjangoModelPermissions, type ActionsByVerb } from '../../rest/index.js';

/** Whoever sends parcels has `orders.ship_order`. DJANGO: Meta.permissions */
export class MayShip extends DjangoModelPermissions {
  protected override readonly actions: ActionsByVerb = { POST: ['ship'], OPTIONS: [] };
}
