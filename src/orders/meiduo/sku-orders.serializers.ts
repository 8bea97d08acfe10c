import { inYuan } from '../../goods/meiduo/yuan.js';
import {
  type Choice,
  choiceSchema,
  computed,
  dateTime,
  field,
  many,
  media,
  serializer,
  type Row,
} from '../../rest/index.js';
import { bilingual } from '../../languages.js';
import { Order, OrderLine } from '../entities/index.js';
import { SkuOrderStatus, skuOrderStatus } from './sku-order-status.js';
import { payMethodOf } from './sku-orders.inputs.js';

/** What the statuses are called. */
export const SKU_ORDER_STATUSES = [
  [SkuOrderStatus.Unpaid, bilingual('To be paid', '待支付')],
  [SkuOrderStatus.ToSend, bilingual('To be sent', '待发货')],
  [SkuOrderStatus.Sent, bilingual('Sent', '待收货')],
  [SkuOrderStatus.ToReview, bilingual('To be reviewed', '待评价')],
  [SkuOrderStatus.Done, bilingual('Done', '已完成')],
  [SkuOrderStatus.Cancelled, bilingual('Cancelled', '已取消')],
] as const satisfies readonly Choice[];

/** The goods of a line as they were ordered. */
const OrderedSkuSerializer = serializer(OrderLine, 'OrderedSku', {
  id: field('goodsId'),
  name: field(),
  default_image_url: media('frontImage'),
});

/** Some goods of an order. DRF: OrderGoodsSerializer of Meiduo */
export const SkuOrderLineSerializer = serializer(OrderLine, 'SkuOrderLine', {
  id: field(),
  count: field('quantity'),
  price: inYuan('priceCents'),
  sku: computed(
    ['goodsId', 'name', 'frontImage'],
    (row, request) => OrderedSkuSerializer.represent(row, request),
    { allOf: [OrderedSkuSerializer] },
  ),
});

/** A row of an order that knows whether it waits for a review. */
export interface ReviewableRow extends Row {
  readonly isUnreviewed: boolean;
}

/** An order in the list; `SkuOrders` puts in whether it waits for a review. */
export const SkuOrderSerializer = serializer(Order, 'SkuOrder', {
  order_id: field('sn'),
  create_time: dateTime('createdAt'),
  total_amount: inYuan('totalCents'),
  freight: inYuan('freightCents'),
  status: computed(['id', 'status', 'fulfilment'], statusOf, choiceSchema(SKU_ORDER_STATUSES)),
  pay_method: computed(['payType'], ({ payType }) => payMethodOf(payType as Order['payType']), {
    type: 'integer',
  }),
  skus: many(SkuOrderLineSerializer, 'lines'),
});

/** Where the order of a row stands that knows whether it waits for a review. */
export function statusOf(row: Row): SkuOrderStatus {
  const { isUnreviewed, ...order } = row as ReviewableRow & Order;
  return skuOrderStatus(order, isUnreviewed);
}
