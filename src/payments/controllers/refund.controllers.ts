import { Post } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Order } from '../../orders/index.js';
import {
  Action,
  choiceFilter,
  charFilter,
  FilterSet,
  GenericViewSet,
  IsAdminUser,
  JwtAuthentication,
  ListModel,
  PageNumberPagination,
  ReadOnlyViewSet,
  Req,
  Response,
  ValidationError,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { centsOf } from '../alipay/values.js';
import { Payment, Refund } from '../entities/index.js';
import { PAYMENT_KINDS } from '../entities/payment.entity.js';
import { REFUND_STATES } from '../entities/refund.entity.js';
import { MESSAGES } from '../messages.js';
import { ProviderUnavailable } from '../payment-provider.js';
import { PaymentSerializer, RefundSerializer } from '../payments.serializers.js';
import { RefundInput } from '../refund.input.js';
import { RefundImpossible, RefundsService } from '../refunds.service.js';

const IMPOSSIBLE = {
  'not-paid': MESSAGES.notPaid,
  'too-much': MESSAGES.tooMuch,
  'other-request': MESSAGES.otherRequest,
};

const forAdministrators = {
  authentication: [JwtAuthentication],
  permissions: [IsAdminUser],
};
const pagination = new PageNumberPagination({
  pageSize: 20,
  pageSizeParameter: 'page_size',
  maxPageSize: 100,
});

@ViewSet({
  path: 'orders',
  name: 'Order Refund',
  description: '订单退款',
  serializers: RefundSerializer,
  ...forAdministrators,
  listed: false,
})
export class OrderRefundController extends GenericViewSet(Order) {
  constructor(private readonly refunds: RefundsService) {
    super();
  }

  @Post(':pk/refund')
  @Action({
    summary: 'Give the money of a paid order back, all of it or a part',
    description:
      'With the same `Idempotency-Key` header a repeated request gives the first refund again. ' +
      '202: the provider could not be asked now; it is asked again until it answers.',
    input: RefundInput,
    answer: RefundSerializer,
    params: { pk: { type: 'integer' } },
    errors: { 400: { description: 'Not paid, more than is left, or refused by the provider.' } },
  })
  async refund(@Req() request: RestRequest): Promise<Response> {
    const { amount, reason, restock } = await request.validated(RefundInput);
    const order = (await this.getObject(request, this.rest.dataSource.manager)) as Order;
    const refund = await this.request({
      orderSn: order.sn,
      amountCents: centsOf(amount) ?? undefined,
      reason: reason || 'refund by an administrator',
      restock,
      actor: `user:${request.user!.id}`,
      requestNo: requestNo(request, order),
    });
    const { state, failure } = await this.send(refund);
    if (state === 'refused') throw ValidationError.nonField(MESSAGES.refused(failure ?? ''));
    const row = await this.rest.dataSource.manager.findOneByOrFail(Refund, { id: refund.id });
    const answer = RefundSerializer.represent({ ...row }, request);
    return new Response(answer, state === 'done' ? 201 : 202);
  }

  private async request(order: Parameters<RefundsService['request']>[0]): Promise<Refund> {
    try {
      return await this.refunds.request(order);
    } catch (error) {
      if (!(error instanceof RefundImpossible)) throw error;
      throw ValidationError.nonField(IMPOSSIBLE[error.reason]);
    }
  }

  private async send(refund: Refund): Promise<Refund> {
    try {
      return await this.refunds.send(refund.id);
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      await this.refunds.sendLater(refund.id);
      return refund;
    }
  }
}

/** The client's key, made one of the order and short enough; none: every request is another. */
function requestNo(request: RestRequest, { sn }: Order): string | undefined {
  const key = request.raw.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return undefined;
  return createHash('sha256').update(`${sn} ${key}`).digest('hex');
}

@ViewSet({
  path: 'payments',
  name: 'Payment',
  description: '收款记录：late 与 amount-differs 需人工核对',
  serializers: PaymentSerializer,
  ...forAdministrators,
  pagination,
  filters: [
    new FilterSet({ kind: choiceFilter('kind', PAYMENT_KINDS), order_sn: charFilter('orderSn') }),
  ],
  ordering: ['-id'],
})
export class PaymentsController extends ReadOnlyViewSet(Payment) {}

@ViewSet({
  path: 'refunds',
  name: 'Refund',
  description: '退款记录',
  serializers: RefundSerializer,
  ...forAdministrators,
  pagination,
  filters: [
    new FilterSet({ state: choiceFilter('state', REFUND_STATES), order_sn: charFilter('orderSn') }),
  ],
  ordering: ['-id'],
})
export class RefundsController extends ListModel(GenericViewSet(Refund)) {}
