import { SkuSerializer } from '../goods/meiduo/sku.serializers.js';
import { bilingual } from '../languages.js';
import { Action, objectSchema, ViewSet, type RestRequest } from '../rest/index.js';
import { BrowsedSkus } from '../user-operations/meiduo/browsed-skus.js';
import { HistoryInput } from '../user-operations/meiduo/history.inputs.js';
import { SIGNED_IN } from './dialect.js';
import { BY_CODE, BY_STATUS } from './pages-envelope.js';

/** Pages of goods tell of strangers as well, whose looks are not kept. */
@ViewSet({
  ...SIGNED_IN,
  path: 'browse_histories',
  name: 'Browse History',
  envelope: { create: BY_CODE, default: BY_STATUS },
})
export class SessionHistoryController {
  constructor(private readonly browsed: BrowsedSkus) {}

  @Action({
    summary: bilingual('The goods looked at last', '最近浏览的商品'),
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: objectSchema({ skus: { type: 'array', items: SkuSerializer } }),
    },
  })
  async list(request: RestRequest) {
    return { skus: await this.browsed.list(request) };
  }

  @Action({
    method: 'POST',
    summary: bilingual('Remember goods as looked at', '记录浏览过的商品'),
    input: HistoryInput,
    status: 200,
    answer: { description: bilingual('Remembered.', '已记录。') },
  })
  async create(request: RestRequest): Promise<void> {
    const { sku_id } = await request.validated(HistoryInput);
    await this.browsed.add(request, sku_id);
  }
}
