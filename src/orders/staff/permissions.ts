import {
  DjangoModelPermissions,
  DjangoModelPermissionsWithView,
  type ActionsByVerb,
} from '../../rest/index.js';

/** Reading returns takes `orders.view_orderreturn`, deciding on them `orders.change_orderreturn`. */
export class MayDecideReturns extends DjangoModelPermissionsWithView {
  protected override readonly actions: ActionsByVerb = {
    GET: ['view'],
    HEAD: ['view'],
    OPTIONS: [],
    POST: ['change'],
  };
}

/** Whoever books cash that was taken at the door has `orders.collect_order`. */
export class MayCollect extends DjangoModelPermissions {
  protected override readonly actions: ActionsByVerb = { POST: ['collect'], OPTIONS: [] };
}

/** Whoever sends parcels has `orders.ship_order`. DJANGO: Meta.permissions */
export class MayShip extends DjangoModelPermissions {
  protected override readonly actions: ActionsByVerb = { POST: ['ship'], OPTIONS: [] };
}
