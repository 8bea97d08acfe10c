import type { EntityManager } from 'typeorm';
import {
  GenericViewSet,
  integerKey,
  loadRows,
  NotFound,
  OrderingFilter,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { Goods } from '../entities/index.js';
import { SkuSerializer } from './sku.serializers.js';

/** Best sellers that are shown beside a category. */
export const HOT_SKUS = 2;

/** How the pages sort a category. */
export const SKU_ORDERING = new OrderingFilter({
  create_time: 'createdAt',
  price: 'shopPriceCents',
  sales: 'soldCount',
});

/** Goods of exactly the category that the URL names, which may be one that there is not. */
export abstract class SkusOfCategory extends GenericViewSet(Goods) {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const categoryId = integerKey(request.params.pk);
    if (categoryId === null) throw new NotFound();
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.categoryId = :categoryId`, { categoryId });
  }

  /** The first few in the order of the view. */
  protected async first(count: number, request: RestRequest): Promise<Row[]> {
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    await this.filterQueryset(query, request);
    return SkuSerializer.representMany(await loadRows(query.limit(count), SkuSerializer), request);
  }
}
