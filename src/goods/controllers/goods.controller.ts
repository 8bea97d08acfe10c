import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  OrderingFilter,
  ReadOnlyViewSet,
  ViewSet,
  type RestRequest,
  type Served,
} from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { ClickCounter } from '../click-counter.js';
import { Goods } from '../entities/index.js';
import { GoodsFilter, goodsSearch } from '../goods.filters.js';
import { GOODS_PAGES } from '../goods.pagination.js';
import { GoodsSerializer } from '../goods.serializers.js';

@ViewSet({
  path: 'goods',
  name: 'Goods List',
  description: '商品列表页，分页，搜索，过滤，排序,取某一个具体商品的详情',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual('Browse, search, filter and sort the goods', '浏览、搜索、筛选和排序商品'),
    retrieve: bilingual('Show one article and count the view', '查看一件商品并计一次点击'),
  },
  serializers: GoodsSerializer,
  authentication: [],
  permissions: [AllowAny],
  pagination: GOODS_PAGES,
  filters: [
    GoodsFilter,
    goodsSearch(),
    new OrderingFilter({
      sold_num: 'soldCount',
      shop_price: 'shopPriceCents',
      add_time: 'createdAt',
      comments: 'reviewCount',
      score: 'scoreTenths',
    }),
  ],
  cache: { tags: [CATALOGUE_TAGS.goods, CATALOGUE_TAGS.categories] },
})
export class GoodsController extends ReadOnlyViewSet(Goods) implements Served {
  constructor(private readonly clicks: ClickCounter) {
    super();
  }

  /** The goods page, with this view already counted. */
  override async retrieve(request: RestRequest): Promise<unknown> {
    const row = await this.getRow(request, GoodsSerializer);
    const clickCount = (row.clickCount as number) + this.clicks.pending(row.id as number) + 1;
    return GoodsSerializer.represent({ ...row, clickCount }, request);
  }

  /** Every view counts, the kept page's too. */
  onServed(request: RestRequest): void {
    if (request.action === 'retrieve') this.clicks.record(Number(request.params.pk));
  }
}
