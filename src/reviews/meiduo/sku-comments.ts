import type { EntityManager } from 'typeorm';
import {
  GenericViewSet,
  integerKey,
  loadRows,
  NotFound,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { Review } from '../entities/index.js';
import { onlyShown } from '../reviews.service.js';
import { SkuCommentSerializer } from './sku-comments.serializers.js';

/** Reviews on the page of goods. */
const MOST_COMMENTS = 30;

/** Reviews of the goods that the URL names, in whatever dialect. */
export abstract class SkuComments extends GenericViewSet(Review) {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const goodsId = integerKey(request.params.pk);
    if (goodsId === null) throw new NotFound();
    const query = super.getQueryset(request, manager);
    return onlyShown(query.where(`${query.alias}.goodsId = :goodsId`, { goodsId }));
  }

  /** The first few in the order of the view. */
  protected async latest(request: RestRequest): Promise<Row[]> {
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    await this.filterQueryset(query, request);
    const rows = await loadRows(query.limit(MOST_COMMENTS), SkuCommentSerializer);
    return SkuCommentSerializer.representMany(rows, request);
  }
}
