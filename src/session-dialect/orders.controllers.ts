import { SKUS } from '../cart/meiduo/shown-skus.js';
import { bilingual } from '../languages.js';
import { OwnOrders } from '../orders/own-orders.js';
import { SkuOrders } from '../orders/meiduo/sku-orders.js';
import { Settlement } from '../orders/meiduo/settlement.js';
import { ReturnsService } from '../payments/index.js';
import { AlipayReturnQuery } from '../payments/alipay.inputs.js';
import { MESSAGES } from '../payments/payments.messages.js';
import {
  Action,
  Idempotent,
  IntegerField,
  named,
  objectSchema,
  PermissionDenied,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { AddressBook } from '../user-operations/addresses/address-book.js';
import { ChosenAddressSerializer } from '../user-operations/meiduo/address.serializers.js';
import { CountedPages } from './counted-pages.js';
import { defaultFirst } from './default-first.js';
import { OPEN, SIGNED_IN } from './dialect.js';
import { SessionOrderInput } from './orders.inputs.js';
import { SessionOrderSerializer } from './orders.serializers.js';
import { BY_CODE } from './pages-envelope.js';

const OK = bilingual('OK.', '成功。');
const text = { type: 'string' };
const PAGES = new CountedPages('orders');

class OrderPageQuery {
  @IntegerField({ required: false, minValue: 1, example: 1 })
  page?: number;

  @IntegerField({ required: false, minValue: 1, example: 5 })
  page_size?: number;
}

@ViewSet({ ...SIGNED_IN, path: 'orders/settlement', name: 'Order Settlement' })
export class SessionSettlementController {
  constructor(
    private readonly settlement: Settlement,
    private readonly book: AddressBook,
  ) {}

  @Action({
    summary: bilingual(
      'Where the next order may go, what it takes, and what sending it costs',
      '结算：收货地址、商品与运费',
    ),
    answer: {
      description: OK,
      schema: objectSchema({
        context: named(
          'SettlementContext',
          objectSchema({
            addresses: { type: 'array', items: ChosenAddressSerializer },
            nowsite: { type: ['integer', 'null'], description: 'id of the default address' },
            freight: text,
            skus: SKUS.schema,
          }),
        ),
      }),
    },
  })
  async show(request: RestRequest) {
    const { addresses, defaultId: nowsite } = await defaultFirst(this.book, request);
    return { context: { addresses, nowsite, ...(await this.settlement.show(request)) } };
  }
}

@ViewSet({
  ...SIGNED_IN,
  path: 'orders/commit',
  name: 'Order',
  envelope: BY_CODE,
  throttles: [UserRateThrottle, new ScopedRateThrottle('order')],
})
export class SessionCommitController {
  constructor(private readonly orders: SkuOrders) {}

  @Action({
    method: 'POST',
    summary: bilingual('Order what is selected in the cart', '用购物车中勾选的商品下单'),
    input: SessionOrderInput,
    status: 200,
    answer: { description: OK, schema: objectSchema({ order_id: text }) },
  })
  @Idempotent()
  async commit(request: RestRequest) {
    const { address_id: address, pay_method } = await request.validated(SessionOrderInput);
    return this.orders.place(request, { address, pay_method });
  }
}

/** Editions of the pages have two names for it. */
@ViewSet({
  ...SIGNED_IN,
  path: ['orders/get_personal_orders', 'orders/info'],
  name: 'Order',
  envelope: BY_CODE,
  serializers: SessionOrderSerializer,
  pagination: PAGES,
  ordering: ['-id'],
})
export class SessionOrdersController extends OwnOrders {
  constructor(private readonly orders: SkuOrders) {
    super();
  }

  @Action({
    summary: bilingual('The own orders, the latest first', '自己的订单，最新的在前'),
    description: bilingual('`count` is the number of pages.', '`count` 为总页数。'),
    query: OrderPageQuery,
    answer: {
      description: OK,
      schema: objectSchema({
        orders: { type: 'array', items: SessionOrderSerializer },
        count: { type: 'integer' },
      }),
    },
    errors: { 404: { description: bilingual('There is no such page.', '没有该页。') } },
  })
  async list(request: RestRequest) {
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    await this.filterQueryset(query, request);
    return this.orders.list(query, request, PAGES, SessionOrderSerializer);
  }
}

@ViewSet({ ...SIGNED_IN, path: 'payment', name: 'Order Payment', envelope: BY_CODE })
export class SessionPaymentController {
  constructor(private readonly orders: SkuOrders) {}

  @Action({
    path: ':order_id',
    summary: bilingual('Where the own order with this number is paid', '按订单号获取支付链接'),
    params: { order_id: text },
    answer: {
      description: OK,
      schema: objectSchema({ alipay_url: { ...text, format: 'uri' } }),
    },
    errors: { 400: { description: bilingual('Nothing to be paid.', '没有待支付的此订单。') } },
  })
  async link({ params: { order_id: sn = '' }, user }: RestRequest) {
    return { alipay_url: await this.orders.paymentLink(user!.id, sn) };
  }
}

@ViewSet({ ...OPEN, path: 'payment/status', name: 'Payment Status' })
export class SessionPaymentStatusController {
  constructor(private readonly returns: ReturnsService) {}

  @Action({
    method: 'PUT',
    summary: bilingual(
      'Tell the result of a payment by the query that Alipay sent the browser back with',
      '用支付宝跳转回来的查询参数确认支付结果',
    ),
    query: AlipayReturnQuery,
    answer: { description: OK, schema: objectSchema({ trade_id: text }) },
  })
  async update({ query }: RestRequest) {
    const returned = await this.returns.accept(query);
    if (!returned) throw new PermissionDenied(MESSAGES.illegalRequest);
    return { trade_id: returned.tradeNo };
  }
}
