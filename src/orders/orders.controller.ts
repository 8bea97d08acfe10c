import { Get, Post } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { goodsRows } from '../goods/goods-rows.js';
import {
  DestroyModel,
  GenericViewSet,
  Idempotent,
  IsAuthenticated,
  JwtAuthentication,
  once,
  Req,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  type RestRequest,
  type RestTransaction,
  type Row,
} from '../rest/index.js';
import { Order, OrderLine } from './entities/index.js';
import { OrderInput } from './orders.inputs.js';
import { OrderDetailSerializer, orderedGoods, OrderSerializer } from './orders.serializers.js';
import { OrdersService } from './orders.service.js';
import { PaymentLinks } from './payment-links.js';

@ViewSet({
  path: 'orders',
  name: 'Order',
  description: '订单管理',
  serializers: { retrieve: OrderDetailSerializer, default: OrderSerializer },
  inputs: OrderInput,
  authentication: [JwtAuthentication],
  permissions: [IsAuthenticated],
  throttles: { create: [UserRateThrottle, new ScopedRateThrottle('order')] },
})
export class OrdersController extends DestroyModel(GenericViewSet(Order)) {
  constructor(
    private readonly orders: OrdersService,
    private readonly links: PaymentLinks,
  ) {
    super();
  }

  /** One's own orders that one has not deleted. */
  override getQueryset(
    request: RestRequest,
    manager: EntityManager,
  ): SelectQueryBuilder<ObjectLiteral> {
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.userId = :owner AND ${query.alias}.isHidden = :isHidden`, {
      owner: request.user!.id,
      isHidden: false,
    });
  }

  /** The newest first. */
  @Get()
  async list(@Req() request: RestRequest): Promise<unknown> {
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    const orders = await query.orderBy(`${query.alias}.id`, 'DESC').getMany();
    const rows = orders.map((order) => this.payable(order as Order));
    return OrderSerializer.representMany(rows, request);
  }

  @Get(':pk')
  async retrieve(@Req() request: RestRequest): Promise<unknown> {
    const { manager } = this.rest.dataSource;
    const order = (await this.getObject(request, manager)) as Order;
    const lines = await manager.find(OrderLine, {
      where: { orderId: order.id },
      order: { id: 'ASC' },
    });
    const goods = await goodsRows(
      manager,
      lines.map(({ goodsId }) => goodsId),
    );
    const shown = lines.map((line) => ({
      ...line,
      order,
      goods: orderedGoods(line, goods.get(line.goodsId)),
    }));
    return OrderDetailSerializer.represent({ ...this.payable(order), lines: shown }, request);
  }

  /** Orders what is selected in the cart. */
  @Post()
  @Idempotent()
  async create(@Req() request: RestRequest): Promise<unknown> {
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
    return OrderSerializer.represent(this.payable(order), request);
  }

  override async performDestroy(
    object: ObjectLiteral,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.orders.remove(transaction, request.user!.id, (object as Order).id);
  }

  private payable(order: Order): Row {
    const payUrl = order.status === 'paying' ? this.links.payUrl(order) : '';
    return { ...order, payUrl };
  }
}

/** Yuan with two decimal places, as the input has them. */
function cents(amount: string | undefined): number | undefined {
  return amount === undefined ? undefined : Number(amount.replace('.', ''));
}
