import { GoodsSerializer } from '../goods/goods.serializers.js';
import { field, nested, serializer } from '../rest/index.js';
import { CartLine } from './entities/index.js';

export const CartLineSerializer = serializer(CartLine, 'CartLine', {
  nums: field('quantity'),
  goods: field('goodsId'),
});

/** A line of the cart page with its goods. */
export const CartLineWithGoodsSerializer = serializer(CartLine, 'CartLineWithGoods', {
  goods: nested(GoodsSerializer),
  nums: field('quantity'),
  selected: field('isSelected'),
});
