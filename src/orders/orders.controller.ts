import { cents } from '../cents.js';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import { PAGES_ON_DEMAND } from '../pages-on-demand.js';
import { PaymentLinks } from '../payments/index.js';
import {
  Action,
  DestroyModel,
  Idempotent,
  IsAuthenticated,
  ListModel,
  once,
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
import type { Order } from './entities/index.js';
import { OWN_ORDERS, PLACED, REFUSED, SkuOrderPageQuery } from './meiduo/order-dialects.js';
import { SkuOrderInput } from './meiduo/sku-orders.inputs.js';
import { SkuOrders } from './meiduo/sku-orders.js';
import { OwnOrders } from './own-orders.js';
import { OrderInput } from './orders.inputs.js';
import { OrderDetailSerializer, OrderSerializer } from './orders.serializers.js';
import { OrdersService } from './orders.service.js';

@ViewSet({
  path: 'orders',
  name: 'Order',
  description: '订单管理',
  group: GROUPS.orders,
  summaries: {
    retrieve: bilingual(
      'One order with its goods and where it can be paid',
      '订单详情、商品与支付链接',
    ),
    destroy: bilingual('Remove an order from the own list', '从自己的列表中删除订单'),
  },
  serializers: { retrieve: OrderDetailSerializer, default: OrderSerializer },
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  pagination: PAGES_ON_DEMAND,
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
export class OrdersController extends DestroyModel(RetrieveModel(ListModel(OwnOrders))) {
  constructor(
    private readonly orders: OrdersService,
    private readonly links: PaymentLinks,
    private readonly skuOrders: SkuOrders,
  ) {
    super();
  }

  /** Every order with where it can be paid, and its lines with the order. */
  override show(rows: readonly Row[], ...how: ShowParameters) {
    return super.show(
      rows.map((row) => this.payable(row)),
      ...how,
    );
  }

  @Action({
    summary: bilingual('The own orders, the latest first', '自己的订单，最新的在前'),
    description: bilingual(
      'All of them for MxShop, or pages once `page` or `limit` is sent; other pages for Meiduo, which always sends `page_size`.',
      'MxShop 得到全部订单，带 `page` 或 `limit` 时分页；美多总带 `page_size`，得到另一种分页结果。',
    ),
    query: SkuOrderPageQuery,
    answer: OWN_ORDERS,
    errors: { 404: { description: bilingual('There is no such page.', '没有该页。') } },
  })
  override async list(request: RestRequest): Promise<unknown> {
    if (!SkuOrders.asks(request)) return super.list(request);
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    await this.filterQueryset(query, request);
    return this.skuOrders.list(query, request);
  }

  @Action({
    method: 'POST',
    summary: bilingual('Order what is selected in the cart', '用购物车中勾选的商品下单'),
    description: bilingual(
      'Clients are told apart by what they send: `pay_method` is Meiduo’s, whose answer is the ' +
        'number of the order, and whose errors are a list of texts unless a field is wrong.',
      '按提交的字段区分客户端：`pay_method` 属于美多，返回订单号；除字段错误外，错误为文字列表。',
    ),
    input: [OrderInput, SkuOrderInput],
    answer: PLACED,
    errors: { 400: REFUSED },
  })
  @Idempotent()
  async create(request: RestRequest): Promise<unknown> {
    if (SkuOrderInput.fits(await request.data())) {
      return this.skuOrders.place(request, await request.validated(SkuOrderInput));
    }
    const input = await request.validated(OrderInput);
    const expected = input.expected_total;
    const wanted = {
      payType: input.pay_type,
      postScript: input.post_script,
      address: input.address,
      signerName: input.signer_name,
      signerMobile: input.singer_mobile,
      expectedTotalCents: expected === undefined ? undefined : cents(expected),
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
