import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, ViewSet, type RestRequest, type Row } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { IndexSeriesSerializer } from '../goods.serializers.js';
import { IndexSeries } from '../index-series.js';

@ViewSet({
  path: 'indexgoods',
  name: 'Index Category',
  description: '首页商品分类数据',
  group: GROUPS.catalogue,
  summaries: {
    list: bilingual(
      'The start page by categories: brands, subcategories, goods',
      '首页各分类的品牌、子类与商品',
    ),
  },
  serializers: IndexSeriesSerializer,
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: Object.values(CATALOGUE_TAGS) },
})
export class IndexGoodsController {
  constructor(private readonly series: IndexSeries) {}

  async list(request: RestRequest): Promise<Row[]> {
    return IndexSeriesSerializer.representMany(await this.series.load(), request);
  }
}
