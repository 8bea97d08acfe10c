import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { GenericViewSet, type RestRequest } from '../../rest/index.js';
import { Address } from '../entities/index.js';

/** One's own addresses that one has not deleted, whatever contract shows them. */
export abstract class OwnAddresses extends GenericViewSet(Address) {
  override getQueryset(
    request: RestRequest,
    manager: EntityManager,
  ): SelectQueryBuilder<ObjectLiteral> {
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.userId = :owner AND ${query.alias}.isDeleted = :isDeleted`, {
      owner: request.user!.id,
      isDeleted: false,
    });
  }
}
