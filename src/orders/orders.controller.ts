import type { EntityManager } from 'typeorm';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import { PaymentLinks } from '../payments/index.js';
import {
  DestroyModel,
  GenericViewSet,
  Idempotent,
  IsAuthenticated,
  ListModel,
  once,
  OwnedBy,
  RetrieveModel,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  type RestRequest,
  type RestTransaction,
  type ShowParameters,
  type Row,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { Order } from './entities/index.js';
import { OrderInput } from './orders.inputs.js';
import { OrderDetailSerializer, OrderSerializer } from './orders.serializers.js';
import { OrdersService } from './orders.service.js';

@ViewSet({
  path: 'orders',
  name: 'Order',
  description: '订单管理',
  group: GROUPS.orders,
  summaries: {
    list: bilingual('The own orders, the latest first', '自己的订单，最新的在前'),
    retrieve: bilingual(
      'One order with its goods and where it can be paid',
      '订单详情、商品与支付链接',
    ),
    create: bilingual('Order what is selected in the cart', '用购物车中勾选的商品下单'),
    destroy: bilingual('Remove an order from the own list', '从自己的列表中删除订单'),
  },
  serializers: { retrieve: OrderDetailSerializer, default: OrderSerializer },
  inputs: OrderInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  ordering: ['-id'],
  errors: {
    destroy: {
      400: {
        description: bilingual('It is paid.', '订单已支付。'),
        example: { non_field_errors: ['已支付的订单不能删除'] },
      },
    },
  },
  throttles: { create: [UserRateThrottle, new ScopedRateThrottle('order')] },
})
export class OrdersController extends DestroyModel(
  RetrieveModel(ListModel(OwnedBy(GenericViewSet(Order), 'userId'))),
) {
  constructor(
    private readonly orders: OrdersService,
    private readonly links: PaymentLinks,
  ) {
    super();
  }

  /** One's own orders that one has not deleted. */
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.andWhere(`${query.alias}.isHidden = :isHidden`, { isHidden: false });
  }

  /** Every order with where it can be paid, and its lines with the order. */
  override show(rows: readonly Row[], ...how: ShowParameters) {
    return super.show(
      rows.map((row) => this.payable(row)),
      ...how,
    );
  }

  /** Orders what is selected in the cart. */
  @Idempotent()
  async create(request: RestRequest): Promise<unknown> {
    const input = await request.validated(OrderInput);
    const wanted = {
      payType: input.pay_type,
      postScript: input.post_script,
      address: input.address,
      signerName: input.signer_name,
      signerMobile: input.singer_mobile,
      expectedTotalCents: cents(input.expected_total),
    };
    const order = await this.orders.place(request.user!.id, wanted, once(request));
    const [shown] = await this.show([{ ...order }], request);
    return shown;
  }

  override async performDestroy(
    { id, userId }: Order,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.orders.remove(transaction, userId, id);
  }

  private payable(row: Row): Row {
    const order = row as Row & Order;
    const payUrl = order.status === 'paying' ? this.links.payUrl(order) : '';
    const lines = order.lines?.map((line) => ({ ...line, order }));
    return { ...order, payUrl, lines };
  }
}

/** Yuan with two decimal places, as the input has them. */
function cents(amount: string | undefined): number | undefined {
  return amount === undefined ? undefined : Number(amount.replace('.', ''));
}
