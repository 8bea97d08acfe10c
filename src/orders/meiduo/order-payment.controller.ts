import { GROUPS } from '../../docs/groups.js';
import { MESSAGE_ERRORS } from '../../docs/schemas.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  IsAuthenticated,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { SkuOrders } from './sku-orders.js';

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
  constructor(private readonly orders: SkuOrders) {}

  @Action({
    path: ':order_sn/payment',
    summary: bilingual('Where the own order with this number is paid', '按订单号获取支付链接'),
    params: { order_sn: text },
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: named('PaymentLink', objectSchema({ alipay_url: { ...text, format: 'uri' } })),
      example: { alipay_url: 'https://openapi.alipay.com/gateway.do?method=...' },
    },
    errors: {
      400: {
        description: bilingual(
          'No such order of this user that waits for its payment.',
          '没有该用户待支付的此订单。',
        ),
        schema: MESSAGE_ERRORS,
        example: { message: '订单信息有误' },
      },
    },
  })
  async link({ params: { order_sn: sn = '' }, user }: RestRequest) {
    return { alipay_url: await this.orders.paymentLink(user!.id, sn) };
  }
}
