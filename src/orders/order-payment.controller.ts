import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import { PaymentLinks } from '../payments/index.js';
import {
  Action,
  IsAuthenticated,
  ValidationError,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { OrderPayments } from './order-payments.js';
import { MESSAGES } from './wording.js';

const text = { type: 'string' };

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
    private readonly links: PaymentLinks,
  ) {}

  @Action({
    path: ':pk/payment',
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
  async link({ params: { pk = '' }, user }: RestRequest) {
    const order = await this.orders.findBySn(pk);
    if (order?.userId !== user!.id || order.status !== 'paying' || order.closesAt <= new Date()) {
      throw new ValidationError({ message: MESSAGES.orderWrong });
    }
    return { alipay_url: this.links.payUrlToSuccessPage(order) };
  }
}
