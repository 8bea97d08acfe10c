import { SkuSerializer } from '../../goods/meiduo/sku.serializers.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  IsAuthenticated,
  ViewSet,
  type RestRequest,
  type Row,
  named,
  objectSchema,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { BrowsedSkus } from './browsed-skus.js';
import { HistoryInput } from './history.inputs.js';

@ViewSet({
  path: 'browse_histories',
  name: 'Browse History',
  description: '浏览历史：最近浏览的五件商品',
  group: GROUPS.personal,
  summaries: {
    list: bilingual('The goods looked at last', '最近浏览的商品'),
  },
  serializers: SkuSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
})
export class HistoryController {
  constructor(private readonly browsed: BrowsedSkus) {}

  list(request: RestRequest): Promise<Row[]> {
    return this.browsed.list(request);
  }

  @Action({
    method: 'POST',
    summary: bilingual('Remember goods as looked at', '记录浏览过的商品'),
    input: HistoryInput,
    answer: {
      description: bilingual('Remembered.', '已记录。'),
      schema: named('Browsed', objectSchema({ sku_id: { type: 'integer' } })),
      example: { sku_id: 16 },
    },
    errors: {
      400: {
        description: bilingual('No such goods.', '商品不存在。'),
        example: { sku_id: ['该商品不存在'] },
      },
    },
  })
  async create(request: RestRequest): Promise<{ sku_id: number }> {
    const { sku_id } = await request.validated(HistoryInput);
    await this.browsed.add(request, sku_id);
    return { sku_id };
  }
}
