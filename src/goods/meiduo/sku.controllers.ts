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
import { goodsSearch } from '../goods.filters.js';
import { HOT_SKUS, SKU_ORDERING, SkusOfCategory } from './skus-of-category.js';
import { FOUND_PAGES, SKU_PAGES } from './sku.pagination.js';
import { FoundSkuSerializer, SkuSerializer } from './sku.serializers.js';

@ViewSet({
  path: 'categories/:pk/skus',
  name: 'Category Sku',
  description: '分类下的商品列表',
  group: GROUPS.meiduoCatalogue,
  summaries: { list: bilingual('The goods of a category', '分类下的商品') },
  serializers: SkuSerializer,
  authentication: [],
  permissions: [AllowAny],
  pagination: SKU_PAGES,
  filters: [SKU_ORDERING],
  cache: { tags: [CATALOGUE_TAGS.goods] },
  listed: false,
})
export class CategorySkusController extends ListModel(SkusOfCategory) {}

@ViewSet({
  path: 'categories/:pk/hotskus',
  name: 'Hot Sku',
  description: '分类热销商品',
  group: GROUPS.meiduoCatalogue,
  summaries: { list: bilingual('What sells best in a category', '分类热销商品') },
  serializers: SkuSerializer,
  authentication: [],
  permissions: [AllowAny],
  ordering: ['-soldCount'],
  cache: { tags: [CATALOGUE_TAGS.goods] },
  listed: false,
})
export class HotSkusController extends SkusOfCategory {
  list(request: RestRequest) {
    return this.first(HOT_SKUS, request);
  }
}

@ViewSet({
  path: 'skus/search',
  name: 'Sku Search',
  description: '商品搜索',
  group: GROUPS.meiduoCatalogue,
  summaries: { list: bilingual('Search the goods', '搜索商品') },
  serializers: FoundSkuSerializer,
  authentication: [],
  permissions: [AllowAny],
  pagination: FOUND_PAGES,
  filters: [goodsSearch('text')],
  cache: { tags: [CATALOGUE_TAGS.goods] },
  listed: false,
})
export class SkuSearchController extends ListModel(GenericViewSet(Goods)) {}
