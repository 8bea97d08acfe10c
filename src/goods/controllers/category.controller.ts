import type { EntityManager } from 'typeorm';
import { AllowAny, ReadOnlyViewSet, ViewSet, type RestRequest } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { CategoryLevel, GoodsCategory } from '../entities/index.js';
import { CategoryTreeSerializer } from '../goods.serializers.js';

@ViewSet({
  path: ['categories', 'categorys'],
  name: 'Category',
  description: '商品分类列表数据',
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
