import { field, serializer, through } from '../../rest/index.js';
import { Goods } from '../entities/index.js';
import { inYuan } from '../meiduo/yuan.js';

/**
 * Goods as the import takes them. Without the stock and what was sold: they go on while somebody
 * works on the file, and stay what they are where it says nothing.
 */
export const GOODS_FILE_ROW = serializer(Goods, 'GoodsFileRow', {
  sn: field('sn'),
  name: field('name'),
  category: through('category.code'),
  brief: field('brief'),
  description: field('description'),
  market_price: inYuan('marketPriceCents'),
  shop_price: inYuan('shopPriceCents'),
  is_new: field('isNew'),
  is_hot: field('isHot'),
  ship_free: field('isShipFree'),
  front_image: field('frontImage'),
});
