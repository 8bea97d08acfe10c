import type { EntityManager } from 'typeorm';
import type { RestRequest } from '../request.js';
import type { Base, EntityOf } from './mixins.js';

/**
 * Only one's own rows: those whose property has the user's id. A new row gets it, whatever its
 * client sends. An override of `getQueryset` narrows the rows down with `andWhere`.
 *
 * DRF: get_queryset with `filter(user=request.user)`, perform_create with `save(user=...)`
 */
export function OwnedBy<B extends Base>(base: B, property: keyof EntityOf<B> & string): B {
  abstract class OwnedViewSet extends base {
    override getQueryset(request: RestRequest, manager: EntityManager) {
      const query = super.getQueryset(request, manager);
      // Nothing equals NULL: a stranger owns nothing.
      const owner = request.user?.id ?? null;
      return query.andWhere(`${query.alias}.${property} = :owner`, { owner });
    }

    override fixedAttributes(request: RestRequest) {
      return { ...super.fixedAttributes(request), [property]: request.user?.id };
    }
  }
  return OwnedViewSet;
}
