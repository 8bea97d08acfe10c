import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { MESSAGE } from '../../docs/schemas.js';
import { AlipayReturnQuery } from '../alipay.inputs.js';
import {
  Action,
  AllowAny,
  APIException,
  renderDetail,
  ViewSet,
  type Language,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { MESSAGES } from '../payments.messages.js';
import { ReturnsService } from '../returns.service.js';

const text = { type: 'string' };

/** 403 in the shape that Meiduo's pages read. */
class IllegalRequest extends APIException {
  readonly status = 403;
  readonly code = 'permission_denied';

  override render(language: Language): unknown {
    return { message: renderDetail(this.detail, language) };
  }
}

@ViewSet({
  path: 'payment/status',
  name: 'Payment Status',
  description: '支付结果',
  group: GROUPS.payments,
  authentication: [],
  permissions: [AllowAny],
  listed: false,
})
export class PaymentStatusController {
  constructor(private readonly returns: ReturnsService) {}

  @Action({
    method: 'PUT',
    summary: bilingual(
      'Tell the result of a payment by the query that Alipay sent the browser back with',
      '用支付宝跳转回来的查询参数确认支付结果',
    ),
    query: AlipayReturnQuery,
    answer: {
      description: bilingual("Genuine; Alipay's number of the trade.", '属实；支付宝交易号。'),
      schema: named('Paid', objectSchema({ trade_id: text })),
      example: { trade_id: '2026112100000000000000000001' },
    },
    errors: {
      403: {
        description: bilingual('Not genuine.', '不属实。'),
        schema: MESSAGE,
        example: { message: '非法请求' },
      },
    },
  })
  async update({ query }: RestRequest) {
    const returned = await this.returns.accept(query);
    if (!returned) throw new IllegalRequest(MESSAGES.illegalRequest);
    return { trade_id: returned.tradeNo };
  }
}
