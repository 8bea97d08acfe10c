import { cents } from '../cents.js';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import {
  answerRefund,
  BY_ADMINISTRATOR,
  RefundInput,
  RefundSerializer,
  RefundsService,
} from '../payments/index.js';
import {
  Action,
  GenericViewSet,
  Idempotent,
  once,
  ViewSet,
  type Response,
  type RestRequest,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { AdministratorsOnly } from '../users/permissions/administrators-only.js';
import { Order } from './entities/index.js';

@ViewSet({
  path: 'orders',
  name: 'Order Refund',
  description: '订单退款',
  group: GROUPS.payments,
  serializers: RefundSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [AdministratorsOnly],
  listed: false,
})
export class OrderRefundController extends GenericViewSet(Order) {
  constructor(private readonly refunds: RefundsService) {
    super();
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: ':pk/refund',
    summary: bilingual(
      'Give the money of a paid order back, all of it or a part',
      '全额或部分退还已支付订单的款项',
    ),
    description: bilingual(
      '202: the provider could not be asked now; it is asked again until it answers.',
      '202：暂时无法联系支付平台，将重试直至得到回答。',
    ),
    input: RefundInput,
    answer: RefundSerializer,
    answers: { 202: RefundSerializer },
    errors: {
      400: {
        description: bilingual(
          'Not paid, more than is left, or refused by the provider.',
          '未支付、超过可退金额，或被支付平台拒绝。',
        ),
      },
    },
  })
  async refund(request: RestRequest): Promise<Response> {
    const { amount, reason, restock } = await request.validated(RefundInput);
    const order = await this.getObject(request, this.rest.dataSource.manager);
    const wanted = {
      orderSn: order.sn,
      amountCents: amount === undefined ? undefined : cents(amount),
      reason: reason || BY_ADMINISTRATOR,
      restock,
      actor: `user:${request.user!.id}`,
    };
    return answerRefund(request, this.refunds, this.refunds.request(wanted, once(request)));
  }
}
