import type { EntityManager } from 'typeorm';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  CreateModel,
  GenericViewSet,
  Idempotent,
  IsAuthenticated,
  ListModel,
  NestedBelow,
  UploadRateThrottle,
  UserRateThrottle,
  ViewSet,
  withFiles,
  type RestRequest,
  type RestTransaction,
  type Row,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Order, OrderReturn } from '../entities/index.js';
import { HISTORY_PAGES } from '../history/history.pagination.js';
import { MOST_RETURN_IMAGES, ReturnInput } from './returns.inputs.js';
import { ReturnSerializer } from './returns.serializers.js';
import { OrderReturns, type ReturnRequest } from './returns.service.js';

@ViewSet({
  path: 'orders/:order/returns',
  name: 'Order Return',
  description: '退货申请',
  group: GROUPS.orders,
  summaries: {
    list: bilingual('The returns of an order of one’s own', '自己订单的退货'),
    create: bilingual('Ask to send pieces of an order back', '申请退货'),
  },
  serializers: ReturnSerializer,
  inputs: ReturnInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  throttles: {
    create: [UserRateThrottle, UploadRateThrottle],
    default: [UserRateThrottle],
  },
  pagination: HISTORY_PAGES,
  maxBodyBytes: withFiles(MOST_RETURN_IMAGES),
  listed: false,
})
export class ReturnsController extends CreateModel(
  ListModel(NestedBelow(GenericViewSet(OrderReturn), Order, 'orderId', 'order')),
) {
  constructor(private readonly returns: OrderReturns) {
    super();
  }

  /** An order of one's own. */
  override parentQueryset(request: RestRequest, manager: EntityManager) {
    const own = { userId: request.user!.id, isHidden: false };
    return super.parentQueryset(request, manager).where(own);
  }

  override fixedAttributes(request: RestRequest) {
    return { ...super.fixedAttributes(request), userId: request.user!.id };
  }

  @Idempotent()
  override async create(request: RestRequest): Promise<unknown> {
    await this.getParent(request);
    return super.create(request);
  }

  override performCreate(
    asked: ReturnRequest,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    return this.returns.ask(transaction, asked);
  }

  @Action({
    method: 'POST',
    path: ':pk/withdraw',
    summary: bilingual('Keep the pieces after all', '撤回退货申请'),
    params: { order: { type: 'integer' }, pk: { type: 'integer' } },
    status: 200,
    answer: ReturnSerializer,
    errors: {
      400: { description: bilingual('They are back, or it is over.', '退货已收到或已结束。') },
    },
  })
  async withdraw(request: RestRequest): Promise<Row> {
    await this.rest.transactions.run(async (tx) => {
      const { id } = await this.getObject(request, tx.manager);
      await this.returns.withdraw(tx, id, request.user!.id);
    });
    const row = await this.getRow(request, ReturnSerializer);
    return ReturnSerializer.represent(row, request);
  }
}
