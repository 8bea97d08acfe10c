import { computed, field, media, serializer } from '../../rest/index.js';
import { Goods } from '../entities/index.js';
import { CategoryTreeSerializer } from '../goods.serializers.js';
import { inYuan } from './yuan.js';

/** Goods as Meiduo's lists show them. DRF: SKUSerializer of Meiduo */
export const SkuSerializer = serializer(Goods, 'Sku', {
  id: field(),
  name: field(),
  price: inYuan('shopPriceCents'),
  default_image_url: media('frontImage'),
  comments: field('reviewCount'),
});

/** Goods that were found. DRF: SKUIndexSerializer of Meiduo, of drf-haystack */
export const FoundSkuSerializer = serializer(Goods, 'FoundSku', {
  text: field('name'),
  object: computed(
    ['id', 'name', 'shopPriceCents', 'frontImage', 'reviewCount'],
    (row, request) => SkuSerializer.represent(row, request),
    { allOf: [SkuSerializer] },
  ),
});

const LEVEL = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' } },
};
const LEVEL_OR_NOTHING = { anyOf: [LEVEL, { type: 'string', const: '' }] };

/**
 * A category as both families of storefronts read it: MxShop's with all below it, Meiduo's with the
 * way that leads to it. The controller puts in the way.
 */
export const CategoryPageSerializer = CategoryTreeSerializer.extend('CategoryPage', {
  cat1: computed([], ({ cat1 }) => cat1, {
    type: 'object',
    required: ['url', 'category'],
    properties: { url: { type: 'string' }, category: LEVEL },
  }),
  cat2: computed([], ({ cat2 }) => cat2, LEVEL_OR_NOTHING),
  cat3: computed([], ({ cat3 }) => cat3, LEVEL_OR_NOTHING),
});
