import type { Type } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { NotFound } from '../exceptions.js';
import type { RestRequest } from '../request.js';
import { integerKey } from './generic.viewset.js';
import type { Base, EntityOf, With } from './mixins.js';

/** What `NestedBelow` adds. */
export interface HasParent<Parent extends ObjectLiteral> {
  /** The parents that this request may see at all; override to scope them, e.g. to their owner. */
  parentQueryset(request: RestRequest, manager: EntityManager): SelectQueryBuilder<Parent>;

  /** The parent that the URL names; @throws NotFound when the request may see none of that id */
  getParent(request: RestRequest, manager?: EntityManager): Promise<Parent>;
}

/**
 * Only the rows of one other row, which the path names: `orders/:pk/history`. Without such a
 * parent nothing is found; a new row gets the parent's id, whatever its client sends.
 *
 * DRF: NestedViewSetMixin of drf-nested-routers
 *
 * @param parent the entity of the parent
 * @param property the row's property that has the parent's id, e.g. `orderId`
 * @param parameter the name in the path that stands for that id
 */
export function NestedBelow<B extends Base, Parent extends ObjectLiteral>(
  base: B,
  parent: Type<Parent>,
  property: keyof EntityOf<B> & string,
  parameter = 'pk',
): With<B, HasParent<Parent>> {
  const idOf = ({ params }: RestRequest) => integerKey(params[parameter]);

  abstract class NestedViewSet extends base {
    parentQueryset(_request: RestRequest, manager: EntityManager) {
      return manager.createQueryBuilder(parent, 'parent');
    }

    async getParent(
      request: RestRequest,
      manager: EntityManager = this.rest.dataSource.manager,
    ): Promise<Parent> {
      const query = this.parentQueryset(request, manager);
      query.andWhere(`${query.alias}.id = :${PARENT}`, { [PARENT]: idOf(request) });
      const found = await query.getOne();
      if (!found) throw new NotFound();
      return found;
    }

    override getQueryset(request: RestRequest, manager: EntityManager) {
      const query = super.getQueryset(request, manager);
      return query.andWhere(`${query.alias}.${property} = :${PARENT}`, {
        [PARENT]: idOf(request),
      });
    }

    override async filterQueryset(query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest) {
      await this.getParent(request);
      await super.filterQueryset(query, request);
    }

    override fixedAttributes(request: RestRequest) {
      return { ...super.fixedAttributes(request), [property]: idOf(request) };
    }
  }
  return NestedViewSet as With<B, HasParent<Parent>>;
}

/** Name of the parameter of the queries. */
const PARENT = 'parentOfUrl';
