import { bilingual } from '../../languages.js';
import { cents } from '../../cents.js';
import {
  Action,
  choiceFilter,
  FilterSet,
  Idempotent,
  numberFilter,
  once,
  ReadOnlyViewSet,
  ViewSet,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { STAFF_RESOURCE } from '../../users/staff-resource.js';
import { OrderReturn } from '../entities/index.js';
import { RETURN_STATES } from '../returns/return-states.js';
import { ReturnAnswerInput, ReturnArrivalInput } from '../returns/returns.inputs.js';
import { StaffReturnSerializer } from '../returns/returns.serializers.js';
import { OrderReturns } from '../returns/returns.service.js';
import { MayDecideReturns } from './permissions.js';

const params = { pk: { type: 'integer' } };
const answer = StaffReturnSerializer;

@ViewSet({
  path: 'staff/returns',
  name: 'Staff Return',
  description: '退货处理（员工）',
  summaries: {
    list: bilingual('All returns, the latest first', '全部退货，最新的在前'),
    retrieve: bilingual('One return', '一条退货'),
  },
  serializers: StaffReturnSerializer,
  ...STAFF_RESOURCE,
  permissions: [MayDecideReturns],
  filters: [
    new FilterSet({
      status: choiceFilter('status', RETURN_STATES),
      order: numberFilter('orderId'),
      user: numberFilter('userId'),
    }),
  ],
})
export class StaffReturnsController extends ReadOnlyViewSet(OrderReturn) {
  constructor(private readonly returns: OrderReturns) {
    super();
  }

  @Action({
    method: 'POST',
    path: ':pk/accept',
    summary: bilingual('Let the buyer send the pieces', '同意退货'),
    params,
    input: ReturnAnswerInput,
    status: 200,
    answer,
    errors: { 400: { description: bilingual('It is decided already.', '已处理过。') } },
  })
  accept(request: RestRequest): Promise<Row> {
    return this.decide(request, 'accepted');
  }

  @Action({
    method: 'POST',
    path: ':pk/refuse',
    summary: bilingual('Refuse a return, or one whose pieces never came', '拒绝退货'),
    params,
    input: ReturnAnswerInput,
    status: 200,
    answer,
    errors: { 400: { description: bilingual('It is too late for that.', '已无法拒绝。') } },
  })
  refuse(request: RestRequest): Promise<Row> {
    return this.decide(request, 'refused');
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: ':pk/arrive',
    summary: bilingual(
      'Say that the pieces have come back, whereupon their money goes back',
      '登记退货已收到并退款',
    ),
    params,
    input: ReturnArrivalInput,
    status: 200,
    answer,
    errors: {
      400: {
        description: bilingual(
          'It is not accepted, or so much money is not left.',
          '退货未被同意，或超过可退金额。',
        ),
      },
    },
  })
  async arrive(request: RestRequest): Promise<Row> {
    const { restock, amount } = await request.validated(ReturnArrivalInput);
    const { id } = await this.getObject(request, this.rest.dataSource.manager);
    const amountCents = amount === undefined ? undefined : cents(amount);
    const arrival = { restock, amountCents };
    await this.returns.arrive(id, arrival, request.user!.id, once(request));
    return this.shown(request);
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: ':pk/refund',
    summary: bilingual(
      'Give the money back once more, after the provider has refused',
      '支付平台拒绝后重新退款',
    ),
    params,
    status: 200,
    answer,
    errors: { 400: { description: bilingual('It was not refused.', '退款未被拒绝。') } },
  })
  async refund(request: RestRequest): Promise<Row> {
    const { id } = await this.getObject(request, this.rest.dataSource.manager);
    await this.returns.refundAgain(id, request.user!.id, once(request));
    return this.shown(request);
  }

  private async decide(request: RestRequest, to: 'accepted' | 'refused'): Promise<Row> {
    const { answer: said } = await request.validated(ReturnAnswerInput);
    await this.rest.transactions.run(async (tx) => {
      const { id } = await this.getObject(request, tx.manager);
      await this.returns.decide(tx, id, to, said, request.user!.id);
    });
    return this.shown(request);
  }

  private async shown(request: RestRequest): Promise<Row> {
    const row = await this.getRow(request, StaffReturnSerializer);
    return StaffReturnSerializer.represent(row, request);
  }
}
