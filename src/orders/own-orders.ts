import type { EntityManager } from 'typeorm';
import { GenericViewSet, OwnedBy, type RestRequest } from '../rest/index.js';
import { Order } from './entities/index.js';

/** One's own orders that one has not deleted, whatever dialect shows them. */
export abstract class OwnOrders extends OwnedBy(GenericViewSet(Order), 'userId') {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.andWhere(`${query.alias}.isHidden = :isHidden`, { isHidden: false });
  }
}
