import { Get } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { goodsRows } from '../../goods/goods-rows.js';
import {
  CreateModel,
  DestroyModel,
  GenericViewSet,
  IsAuthenticated,
  JwtAuthentication,
  ListModel,
  Req,
  RetrieveModel,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { Favourite } from '../entities/index.js';
import { FavouriteInput } from './favourites.inputs.js';
import { FavouriteSerializer, FavouriteWithGoodsSerializer } from './favourites.serializers.js';
import { Favourites } from './favourites.service.js';

@ViewSet({
  path: 'userfavs',
  name: 'User Fav',
  description: '用户收藏。URL 中的主键是商品的 id。',
  serializers: { list: FavouriteWithGoodsSerializer, default: FavouriteSerializer },
  inputs: FavouriteInput,
  authentication: [JwtAuthentication],
  permissions: [IsAuthenticated],
  lookupField: 'goodsId',
})
export class FavouritesController extends DestroyModel(
  CreateModel(RetrieveModel(ListModel(GenericViewSet(Favourite)))),
) {
  constructor(private readonly favourites: Favourites) {
    super();
  }

  override getQueryset(
    request: RestRequest,
    manager: EntityManager,
  ): SelectQueryBuilder<ObjectLiteral> {
    const query = super.getQueryset(request, manager);
    return query.where(`${query.alias}.userId = :owner`, { owner: request.user!.id });
  }

  /** Every favourite with its goods. */
  @Get()
  override async list(@Req() request: RestRequest): Promise<unknown> {
    const { manager } = this.rest.dataSource;
    const query = this.getQueryset(request, manager) as SelectQueryBuilder<Favourite>;
    const favourites = await query.orderBy(`${query.alias}.id`).getMany();
    const goods = await goodsRows(
      manager,
      favourites.map(({ goodsId }) => goodsId),
    );
    const rows = favourites.map((row) => ({ ...row, goods: goods.get(row.goodsId) ?? null }));
    return FavouriteWithGoodsSerializer.representMany(rows, request);
  }

  override performCreate(
    attributes: Record<string, unknown>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    const { userId, goodsId } = attributes as Pick<Favourite, 'userId' | 'goodsId'>;
    return this.favourites.add(transaction, userId, goodsId);
  }

  override async performDestroy(
    object: ObjectLiteral,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.favourites.remove(transaction, object as Favourite);
  }
}
