import { yuan } from '../cents.js';
import { inYuan } from '../goods/meiduo/yuan.js';
import { Order, OrderLine } from '../orders/index.js';
import { payMethodOf, PAY_METHODS } from '../orders/meiduo/sku-orders.inputs.js';
import { SKU_ORDER_STATUSES, statusOf } from '../orders/meiduo/sku-orders.serializers.js';
import { computed, dateTime, field, many, media, renderText, serializer } from '../rest/index.js';

const text = { type: 'string' };
const STATUSES = new Map(SKU_ORDER_STATUSES);
const METHODS = new Map(PAY_METHODS);

/** Some goods of an order as they were ordered. */
const SessionOrderLineSerializer = serializer(OrderLine, 'SessionOrderLine', {
  sku_name: field('name'),
  sku_price: inYuan('priceCents'),
  goods_price: computed(
    ['priceCents', 'quantity'],
    (row) => yuan((row.priceCents as number) * (row.quantity as number)),
    text,
  ),
  sku_count: field('quantity'),
  sku_image: media('frontImage'),
});

/** An order as the page writes it into its table: with words where others have numbers. */
export const SessionOrderSerializer = serializer(Order, 'SessionOrder', {
  order_id: field('sn'),
  create_time: dateTime('createdAt'),
  total_amount: inYuan('totalCents'),
  pay_method: computed(
    ['payType'],
    ({ payType }, { language }) =>
      renderText(METHODS.get(payMethodOf(payType as Order['payType']))!, language),
    text,
  ),
  status: computed(
    ['id', 'status', 'fulfilment'],
    (row, { language }) => renderText(STATUSES.get(statusOf(row))!, language),
    text,
  ),
  sku_orders: many(SessionOrderLineSerializer, 'lines'),
});
