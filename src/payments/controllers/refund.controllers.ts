import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  GenericViewSet,
  Idempotent,
  ListModel,
  ReadOnlyViewSet,
  once,
  type Response,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { AdministratorsOnly } from '../../users/permissions/administrators-only.js';
import { STAFF_RESOURCE } from '../../users/staff-resource.js';
import { Payment, Refund } from '../entities/index.js';
import { PaymentFilter, RefundFilter } from '../payments.filters.js';
import { PaymentSerializer, RefundSerializer } from '../payments.serializers.js';
import { LooseRefundInput } from '../refund.inputs.js';
import { answerRefund, BY_ADMINISTRATOR } from '../refund-answers.js';
import { RefundsService } from '../refunds.service.js';

const forAdministrators = {
  authentication: USER_AUTHENTICATION,
  permissions: [AdministratorsOnly],
};
const { pagination } = STAFF_RESOURCE;

@ViewSet({
  path: 'payments',
  name: 'Payment',
  description: '收款记录：late 与 amount-differs 需人工核对',
  group: GROUPS.payments,
  summaries: {
    list: bilingual('Payments received, for administrators', '收款记录，供管理员查看'),
    retrieve: bilingual('One payment', '一条收款记录'),
  },
  serializers: PaymentSerializer,
  ...forAdministrators,
  pagination,
  filters: [PaymentFilter],
  ordering: ['-id'],
})
export class PaymentsController extends ReadOnlyViewSet(Payment) {
  constructor(private readonly refunds: RefundsService) {
    super();
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: ':pk/refund',
    summary: bilingual(
      'Give back what is left of money that has paid no order',
      '退还未对应订单的收款余额',
    ),
    description: bilingual(
      '202: the provider could not be asked now; it is asked again until it answers.',
      '202：暂时无法联系支付平台，将重试直至得到回答。',
    ),
    input: LooseRefundInput,
    answer: RefundSerializer,
    answers: { 202: RefundSerializer },
    errors: {
      400: {
        description: bilingual(
          'It has paid its order, is given back, or was refused.',
          '该款已用于支付订单、已退还，或被拒绝。',
        ),
      },
    },
  })
  async refund(request: RestRequest): Promise<Response> {
    const { reason } = await request.validated(LooseRefundInput);
    const { id } = await this.getObject(request, this.rest.dataSource.manager);
    const actor = `user:${request.user!.id}`;
    const setAside = this.refunds.requestUnbooked(
      id,
      reason || BY_ADMINISTRATOR,
      actor,
      once(request),
    );
    return answerRefund(request, this.refunds, setAside);
  }
}

@ViewSet({
  path: 'refunds',
  name: 'Refund',
  description: '退款记录',
  group: GROUPS.payments,
  summaries: {
    list: bilingual('Refunds, for administrators', '退款记录，供管理员查看'),
  },
  serializers: RefundSerializer,
  ...forAdministrators,
  pagination,
  filters: [RefundFilter],
  ordering: ['-id'],
})
export class RefundsController extends ListModel(GenericViewSet(Refund)) {}
