import { Goods } from '../../goods/entities/index.js';
import { computed, field, media, serializer } from '../../rest/index.js';

/** Goods as Meiduo's lists show them. DRF: SKUSerializer of Meiduo */
export const BrowsedGoodsSerializer = serializer(Goods, 'BrowsedGoods', {
  id: field(),
  name: field(),
  price: computed(['shopPriceCents'], (row) => ((row.shopPriceCents as number) / 100).toFixed(2), {
    type: 'string',
    description: 'yuan',
    examples: ['19.90'],
  }),
  default_image_url: media('frontImage'),
  comments: computed([], () => 0, { type: 'integer', description: 'goods have no comments yet' }),
});
