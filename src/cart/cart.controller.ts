import { Get } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { goodsRows } from '../goods/goods-rows.js';
import {
  CreateModel,
  DestroyModel,
  GenericViewSet,
  IsAuthenticated,
  JwtAuthentication,
  ListModel,
  Req,
  RetrieveModel,
  UpdateModel,
  ValidationError,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../rest/index.js';
import { CartLineInput } from './cart.inputs.js';
import { CartLineSerializer, CartLineWithGoodsSerializer } from './cart.serializers.js';
import { CartService, TooMany, type LineChange } from './cart.service.js';
import { CartLine } from './entities/index.js';
import { MESSAGES } from './wording.js';

@ViewSet({
  path: 'shopcarts',
  name: 'Shopping Cart',
  description: '购物车功能。URL 中的主键是商品的 id。',
  serializers: { list: CartLineWithGoodsSerializer, default: CartLineSerializer },
  inputs: CartLineInput,
  authentication: [JwtAuthentication],
  permissions: [IsAuthenticated],
  lookupField: 'goodsId',
})
export class CartController extends DestroyModel(
  UpdateModel(CreateModel(RetrieveModel(ListModel(GenericViewSet(CartLine))))),
) {
  constructor(private readonly cart: CartService) {
    super();
  }

  override getQueryset(
    request: RestRequest,
    manager: EntityManager,
  ): SelectQueryBuilder<ObjectLiteral> {
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.userId = :owner`, { owner: request.user!.id });
  }

  /** The cart page: every line with its goods. */
  @Get()
  override async list(@Req() request: RestRequest): Promise<unknown> {
    const { manager } = this.rest.dataSource;
    const query = this.getQueryset(request, manager) as SelectQueryBuilder<CartLine>;
    const lines = await query.orderBy(`${query.alias}.id`).getMany();
    const goods = await goodsRows(
      manager,
      lines.map(({ goodsId }) => goodsId),
    );
    const rows = lines.map((line) => ({ ...line, goods: goods.get(line.goodsId) ?? null }));
    return CartLineWithGoodsSerializer.representMany(rows, request);
  }

  override async performCreate(
    attributes: Record<string, unknown>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    const { goodsId, ...change } = attributes as { goodsId: number; quantity: number };
    const line = await this.cart
      .add(transaction, request.user!.id, goodsId, change)
      .catch(refuseNumber);
    return line.id;
  }

  /** The goods of a line never change: other goods in the data are ignored. */
  override async performUpdate(
    object: ObjectLiteral,
    attributes: Record<string, unknown>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const { quantity, isSelected } = attributes as LineChange;
    const { goodsId } = object as CartLine;
    object.id = await this.cart
      .change(transaction, request.user!.id, goodsId, { quantity, isSelected })
      .catch(refuseNumber);
  }

  override async performDestroy(
    object: ObjectLiteral,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.cart.remove(transaction, request.user!.id, (object as CartLine).goodsId);
  }
}

function refuseNumber(error: unknown): never {
  if (!(error instanceof TooMany)) throw error;
  const { bound, most } = error;
  const text = bound === 'stock' ? MESSAGES.notEnough(most) : MESSAGES.atMost(most);
  throw new ValidationError({ nums: [text] });
}
