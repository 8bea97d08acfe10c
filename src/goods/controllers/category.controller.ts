import type { EntityManager } from 'typeorm';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  integerKey,
  NotFound,
  ReadOnlyViewSet,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { categoryTree } from '../category-tree.js';
import { CategoryLevel, GoodsCategory } from '../entities/index.js';
import { CategoryTreeSerializer } from '../goods.serializers.js';
import { trailOf } from '../meiduo/category-trail.js';
import { CategoryPageSerializer } from '../meiduo/sku.serializers.js';

@ViewSet({
  path: ['categories', 'categorys'],
  name: 'Category',
  description: '商品分类列表数据',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('The tree of categories, for navigation', '分类树，用于导航'),
    retrieve: bilingual('One category with what is above and below it', '一个分类及其上下级'),
  },
  serializers: { retrieve: CategoryPageSerializer, default: CategoryTreeSerializer },
  authentication: [],
  permissions: [AllowAny],
  ordering: ['position'],
  cache: { tags: [CATALOGUE_TAGS.categories] },
})
export class CategoryController extends ReadOnlyViewSet(GoodsCategory) {
  /** Top categories; the levels below them are nested inside. */
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.level = :top`, { top: CategoryLevel.Top });
  }

  /** A category of any level. */
  override async retrieve(request: RestRequest): Promise<unknown> {
    const tree = await categoryTree(this.rest);
    const category = tree.get(integerKey(request.params.pk) ?? 0);
    if (!category) throw new NotFound();
    return CategoryPageSerializer.represent({ ...category, ...trailOf(tree, category) }, request);
  }
}
