import type { EntityManager } from 'typeorm';
import { GenericViewSet, type RestRequest } from '../../rest/index.js';
import { Area } from '../entities/index.js';

/** The areas that there are today: as a list the provinces only; any can be looked up. */
export abstract class PresentAreas extends GenericViewSet(Area) {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    query.where(`${query.alias}.isCurrent = :isCurrent`, { isCurrent: true });
    return request.action === 'list' ? query.andWhere(`${query.alias}.parentId IS NULL`) : query;
  }
}
