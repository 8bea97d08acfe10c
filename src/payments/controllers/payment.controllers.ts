import { Get, Put } from '@nestjs/common';
import { OrderPayments } from '../../orders/index.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  AllowAny,
  APIException,
  IsAuthenticated,
  renderDetail,
  Req,
  ValidationError,
  ViewSet,
  type Language,
  type RestRequest,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { MESSAGES } from '../messages.js';
import { ProviderPaymentLinks } from '../provider-payment-links.js';
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
  path: 'orders',
  name: 'Order Payment',
  description: '订单支付',
  group: GROUPS.payments,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  listed: false,
})
export class OrderPaymentController {
  constructor(
    private readonly orders: OrderPayments,
    private readonly links: ProviderPaymentLinks,
  ) {}

  @Get(':pk/payment')
  @Action({
    summary: bilingual('Where the own order with this number is paid', '按订单号获取支付链接'),
    params: { pk: text },
    answer: {
      description: 'OK.',
      schema: { type: 'object', properties: { alipay_url: { ...text, format: 'uri' } } },
      example: { alipay_url: 'https://openapi.alipay.com/gateway.do?method=...' },
    },
    errors: {
      400: {
        description: 'No such order of this user that waits for its payment.',
        example: { message: '订单信息有误' },
      },
    },
  })
  async link(@Req() { params: { pk = '' }, user }: RestRequest) {
    const order = await this.orders.findBySn(pk);
    if (order?.userId !== user!.id || order.status !== 'paying' || order.closesAt <= new Date()) {
      throw new ValidationError({ message: MESSAGES.orderWrong });
    }
    return { alipay_url: this.links.payUrlToSuccessPage(order) };
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

  @Put()
  @Action({
    summary: bilingual(
      'Tell the result of a payment by the query that Alipay sent the browser back with',
      '用支付宝跳转回来的查询参数确认支付结果',
    ),
    answer: {
      description: "Genuine; Alipay's number of the trade.",
      schema: { type: 'object', properties: { trade_id: text } },
      example: { trade_id: '2026112100000000000000000001' },
    },
    errors: { 403: { description: 'Not genuine.', example: { message: '非法请求' } } },
  })
  async update(@Req() { query }: RestRequest) {
    const returned = await this.returns.accept(query);
    if (!returned) throw new IllegalRequest(MESSAGES.illegalRequest);
    return { trade_id: returned.tradeNo };
  }
}
