import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  CreateModel,
  DestroyModel,
  GenericViewSet,
  IsAuthenticated,
  ListModel,
  OwnedBy,
  RetrieveModel,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Favourite } from '../entities/index.js';
import { FavouriteInput } from './favourites.inputs.js';
import { FavouriteSerializer, FavouriteWithGoodsSerializer } from './favourites.serializers.js';
import { Favourites } from './favourites.service.js';

@ViewSet({
  path: 'userfavs',
  name: 'User Fav',
  description: '用户收藏。URL 中的主键是商品的 id。',
  group: GROUPS.personal,
  summaries: {
    list: bilingual('The own favourites, with the goods', '自己的收藏及商品'),
    retrieve: bilingual('Whether the goods are a favourite', '该商品是否已收藏'),
    create: bilingual('Make goods a favourite', '收藏商品'),
    destroy: bilingual('Make goods no favourite any more', '取消收藏'),
  },
  serializers: { list: FavouriteWithGoodsSerializer, default: FavouriteSerializer },
  inputs: FavouriteInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  lookupField: 'goodsId',
})
export class FavouritesController extends DestroyModel(
  CreateModel(RetrieveModel(ListModel(OwnedBy(GenericViewSet(Favourite), 'userId')))),
) {
  constructor(private readonly favourites: Favourites) {
    super();
  }

  override performCreate(
    { userId, goodsId }: Pick<Favourite, 'userId' | 'goodsId'>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    return this.favourites.add(transaction, userId, goodsId);
  }

  override async performDestroy(
    favourite: Favourite,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.favourites.remove(transaction, favourite);
  }
}
