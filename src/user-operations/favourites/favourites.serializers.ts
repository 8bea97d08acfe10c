import { GoodsSerializer } from '../../goods/goods.serializers.js';
import { field, nested, serializer } from '../../rest/index.js';
import { Favourite } from '../entities/index.js';

export const FavouriteSerializer = serializer(Favourite, 'Favourite', {
  goods: field('goodsId'),
  id: field(),
});

/** A favourite in the list; its goods are put in by the controller. */
export const FavouriteWithGoodsSerializer = serializer(Favourite, 'FavouriteWithGoods', {
  goods: nested(GoodsSerializer),
  id: field(),
});
