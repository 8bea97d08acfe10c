import { CATALOGUE_TAGS } from '../goods/catalogue-tags.js';
import { CategoryVisitCounter } from '../goods/category-visit-counter.js';
import { categoryTree } from '../goods/category-tree.js';
import { Goods } from '../goods/entities/index.js';
import { goodsSearch } from '../goods/goods.filters.js';
import { wayTo } from '../goods/meiduo/category-trail.js';
import { HOT_SKUS, SKU_ORDERING, SkusOfCategory } from '../goods/meiduo/skus-of-category.js';
import { SkuSerializer } from '../goods/meiduo/sku.serializers.js';
import { bilingual } from '../languages.js';
import {
  Action,
  CharField,
  computed,
  GenericViewSet,
  IntegerField,
  integerKey,
  ListModel,
  named,
  NotFound,
  objectSchema,
  PageNumberPagination,
  Rest,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { REVIEWS_TAG } from '../reviews/index.js';
import { SkuComments } from '../reviews/meiduo/sku-comments.js';
import { SkuCommentSerializer } from '../reviews/meiduo/sku-comments.serializers.js';
import { CountedPages } from './counted-pages.js';
import { OPEN, PUBLIC } from './dialect.js';

const OK = bilingual('OK.', '成功。');
const text = { type: 'string' };
const integer = { type: 'integer' };
const NO_PAGE = { 404: { description: bilingual('There is no such page.', '没有该页。') } };

class SkuListQuery {
  @IntegerField({ required: false, minValue: 1, example: 1 })
  page?: number;

  @IntegerField({ required: false, minValue: 1, example: 5 })
  page_size?: number;

  @CharField({ required: false, example: '-create_time', helpText: '-create_time, price, -sales' })
  ordering?: string;
}

class SkuSearchQuery {
  @CharField({ required: false, example: '牛奶' })
  q?: string;

  @IntegerField({ required: false, minValue: 1, example: 1 })
  page?: number;
}

@ViewSet({
  ...PUBLIC,
  path: 'list/:pk/skus',
  name: 'Category Sku',
  serializers: SkuSerializer,
  pagination: new CountedPages('list'),
  filters: [SKU_ORDERING],
  cache: { tags: [CATALOGUE_TAGS.goods, CATALOGUE_TAGS.categories] },
})
export class SessionSkusController extends ListModel(SkusOfCategory) {
  @Action({
    summary: bilingual('The goods of a category', '分类下的商品'),
    description: bilingual('`count` is the number of pages.', '`count` 为总页数。'),
    query: SkuListQuery,
    params: { pk: integer },
    answer: {
      description: OK,
      schema: objectSchema({
        list: { type: 'array', items: SkuSerializer },
        count: integer,
        breadcrumb: named('Breadcrumb', objectSchema({ cat1: text, cat2: text, cat3: text })),
      }),
    },
    errors: NO_PAGE,
  })
  override async list(request: RestRequest) {
    const page = (await super.list(request)) as object;
    const way = wayTo(await categoryTree(this.rest), integerKey(request.params.pk)!);
    const [cat1 = '', cat2 = '', cat3 = ''] = way.map(({ name }) => name);
    return { ...page, breadcrumb: { cat1, cat2, cat3 } };
  }
}

@ViewSet({
  ...PUBLIC,
  path: 'hot/:pk',
  name: 'Hot Sku',
  serializers: SkuSerializer,
  ordering: ['-soldCount'],
  cache: { tags: [CATALOGUE_TAGS.goods] },
})
export class SessionHotSkusController extends SkusOfCategory {
  @Action({
    summary: bilingual('What sells best in a category', '分类热销商品'),
    params: { pk: integer },
    answer: {
      description: OK,
      schema: objectSchema({ hot_skus: { type: 'array', items: SkuSerializer } }),
    },
  })
  async list(request: RestRequest) {
    return { hot_skus: await this.first(HOT_SKUS, request) };
  }
}

/** The pages ask for six a page and then for as many as there are pages: they get five. */
const SEARCH_PAGES = new PageNumberPagination({ pageSize: 5 });

/** What was found; the view puts in what is the same for all. */
const FoundRowSerializer = SkuSerializer.extend('SessionFoundSku', {
  searchkey: computed([], (row) => row.searchkey, text),
  page_size: computed([], ({ pages }) => pages, integer),
  count: computed([], (row) => row.count, integer),
});

@ViewSet({
  ...PUBLIC,
  path: 'search',
  name: 'Sku Search',
  serializers: SkuSerializer,
  filters: [goodsSearch('q')],
})
export class SessionSearchController extends GenericViewSet(Goods) {
  @Action({
    summary: bilingual('Search the goods', '搜索商品'),
    description: bilingual(
      'A bare list. Every row tells the number of hits (`count`) and of pages (`page_size`).',
      '返回列表；每行都带总命中数 `count` 与总页数 `page_size`。',
    ),
    query: SkuSearchQuery,
    answer: { description: OK, schema: { type: 'array', items: FoundRowSerializer } },
    errors: NO_PAGE,
  })
  async list(request: RestRequest) {
    const searchkey = request.query.get('q')?.trim();
    if (!searchkey) return [];
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    await this.filterQueryset(query, request);
    const { rows, count, pages } = await SEARCH_PAGES.page(query, SkuSerializer, request);
    const found = rows.map((row) => ({ ...row, searchkey, count, pages }));
    return FoundRowSerializer.representMany(found, request);
  }
}

@ViewSet({ ...OPEN, path: 'detail/visit', name: 'Category Visit' })
export class SessionVisitsController {
  constructor(
    private readonly rest: Rest,
    private readonly visits: CategoryVisitCounter,
  ) {}

  @Action({
    method: 'POST',
    path: ':pk',
    summary: bilingual('Count a visit of a category', '记录分类访问量'),
    params: { pk: integer },
    status: 200,
    answer: { description: bilingual('Counted.', '已记录。') },
  })
  async count({ params }: RestRequest): Promise<void> {
    const id = integerKey(params.pk);
    if (id === null || !(await categoryTree(this.rest)).has(id)) throw new NotFound();
    this.visits.record(id);
  }
}

@ViewSet({
  ...PUBLIC,
  path: 'comments',
  name: 'Sku Comment',
  serializers: SkuCommentSerializer,
  ordering: ['-id'],
  cache: { tags: [REVIEWS_TAG], actions: ['latestOf'] },
})
export class SessionCommentsController extends SkuComments {
  @Action({
    path: ':pk',
    summary: bilingual('The latest reviews of goods', '商品的最新评价'),
    params: { pk: integer },
    answer: {
      description: OK,
      schema: objectSchema({ comment_list: { type: 'array', items: SkuCommentSerializer } }),
    },
  })
  async latestOf(request: RestRequest) {
    return { comment_list: await this.latest(request) };
  }
}
