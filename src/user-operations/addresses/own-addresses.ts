import type { EntityManager } from 'typeorm';
import { GenericViewSet, OwnedBy, type RestRequest } from '../../rest/index.js';
import { Address } from '../entities/index.js';

/** One's own addresses that one has not deleted, whatever contract shows them. */
export abstract class OwnAddresses extends OwnedBy(GenericViewSet(Address), 'userId') {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.andWhere(`${query.alias}.isDeleted = :isDeleted`, { isDeleted: false });
  }
}
