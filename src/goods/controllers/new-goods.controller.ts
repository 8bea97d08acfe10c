import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  GenericViewSet,
  ListModel,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { Goods } from '../entities/index.js';
import { GoodsFilter } from '../goods.filters.js';
import { GOODS_PAGES } from '../goods.pagination.js';
import { GoodsSerializer } from '../goods.serializers.js';

/** Some storefronts ask for the new goods at an address of their own. */
@ViewSet({
  path: 'newgoods',
  name: 'New Goods',
  description: '新品，最新的在前',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('New goods, the latest first', '新品，最新的在前'),
  },
  serializers: GoodsSerializer,
  authentication: [],
  permissions: [AllowAny],
  pagination: GOODS_PAGES,
  filters: [GoodsFilter],
  ordering: ['-createdAt'],
  cache: { tags: [CATALOGUE_TAGS.goods, CATALOGUE_TAGS.categories] },
  listed: false,
})
export class NewGoodsController extends ListModel(GenericViewSet(Goods)) {
  override getQueryset(request: RestRequest, manager: EntityManager): SelectQueryBuilder<Goods> {
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.isNew = :isNew`, { isNew: true });
  }
}
