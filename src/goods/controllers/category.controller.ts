import type { EntityManager } from 'typeorm';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ReadOnlyViewSet, ViewSet, type RestRequest } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { CategoryLevel, GoodsCategory } from '../entities/index.js';
import { CategoryTreeSerializer } from '../goods.serializers.js';

@ViewSet({
  path: ['categories', 'categorys'],
  name: 'Category',
  description: '商品分类列表数据',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('The tree of categories, for navigation', '分类树，用于导航'),
    retrieve: bilingual('One top category with everything below it', '一个一级分类及其下级'),
  },
  serializers: CategoryTreeSerializer,
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: [CATALOGUE_TAGS.categories] },
})
export class CategoryController extends ReadOnlyViewSet(GoodsCategory) {
  /** Top categories; the levels below them are nested inside. */
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.level = :top`, { top: CategoryLevel.Top });
  }
}
