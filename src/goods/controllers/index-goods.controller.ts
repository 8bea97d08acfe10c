import { Get } from '@nestjs/common';
import { AllowAny, Req, ViewSet, type RestRequest, type Row } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { IndexSeriesSerializer } from '../goods.serializers.js';
import { IndexSeries } from '../index-series.js';

@ViewSet({
  path: 'indexgoods',
  name: 'Index Category',
  description: '首页商品分类数据',
  serializers: IndexSeriesSerializer,
  authentication: [],
  permissions: [AllowAny],
  cache: { tags: Object.values(CATALOGUE_TAGS) },
})
export class IndexGoodsController {
  constructor(private readonly series: IndexSeries) {}

  @Get()
  async list(@Req() request: RestRequest): Promise<Row[]> {
    return IndexSeriesSerializer.representMany(await this.series.load(), request);
  }
}
