import type { EntityManager } from 'typeorm';
import { GROUPS } from '../docs/groups.js';
import { CATALOGUE_TAGS } from '../goods/catalogue-tags.js';
import { Goods } from '../goods/entities/index.js';
import { bilingual } from '../languages.js';
import {
  AllowAny,
  GenericViewSet,
  ListModel,
  NestedBelow,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { Review } from './entities/index.js';
import { REVIEWS_TAG } from './reviews-refresh.js';
import { GoodsReviewFilter } from './reviews.filters.js';
import { REVIEW_PAGES } from './reviews.pagination.js';
import { ReviewSerializer } from './reviews.serializers.js';
import { onlyShown } from './reviews.service.js';

@ViewSet({
  path: 'goods/:pk/reviews',
  name: 'Goods Review',
  description: '商品评价',
  group: GROUPS.reviews,
  summaries: {
    list: bilingual('What buyers say of goods, the latest first', '商品的评价，最新的在前'),
  },
  serializers: ReviewSerializer,
  authentication: [],
  permissions: [AllowAny],
  pagination: REVIEW_PAGES,
  filters: [GoodsReviewFilter],
  ordering: ['-id'],
  cache: { tags: [REVIEWS_TAG, CATALOGUE_TAGS.texts] },
  listed: false,
})
export class GoodsReviewsController extends ListModel(
  NestedBelow(GenericViewSet(Review), Goods, 'goodsId'),
) {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    return onlyShown(super.getQueryset(request, manager));
  }
}
