import { bilingual } from '../../languages.js';
import { PAGES } from '../../pages-on-demand.js';
import { IntegerField, named, objectSchema } from '../../rest/index.js';
import { OrderSerializer } from '../orders.serializers.js';
import { SKU_PAGES } from '../../goods/meiduo/sku.pagination.js';
import { SkuOrderSerializer } from './sku-orders.serializers.js';

/** Which page of the own orders, as the Meiduo pages ask for it. */
export class SkuOrderPageQuery {
  @IntegerField({ required: false, minValue: 1, example: 1 })
  page?: number;

  @IntegerField({ required: false, minValue: 1, example: 5 })
  page_size?: number;

  @IntegerField({ required: false, minValue: 1, example: 10, helpText: 'Not for Meiduo.' })
  limit?: number;
}

/** The own orders, in the one dialect or the other. */
export const OWN_ORDERS = {
  description: bilingual('OK.', '成功。'),
  schema: {
    anyOf: [
      { type: 'array', items: OrderSerializer },
      named('OrderPage', PAGES.schema({ allOf: [OrderSerializer] })),
      named('SkuOrderPage', SKU_PAGES.schema({ allOf: [SkuOrderSerializer] })),
    ],
  },
};

/** A new order, likewise. */
export const PLACED = {
  description: bilingual('Created.', '已创建。'),
  schema: {
    anyOf: [
      { allOf: [OrderSerializer] },
      named('PlacedSkuOrder', objectSchema({ order_id: { type: 'string', pattern: '^\\d+$' } })),
    ],
  },
};

/** Why there is none, likewise. */
export const REFUSED = {
  description: bilingual(
    'What was sent does not pass, or cannot be had.',
    '数据未通过校验或无法下单。',
  ),
  schema: { type: 'array', items: { type: 'string' } },
  example: ['商品库存不足'],
};
