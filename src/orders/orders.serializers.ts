import { bilingual } from '../languages.js';
import type { OrderState } from './order-states.js';
import { type Row, choiceSchema, type Text } from '../rest/index.js';
import { CategorySerializer, GoodsSerializer } from '../goods/goods.serializers.js';
import {
  computed,
  dateTime,
  field,
  many,
  money,
  nested,
  nestedFrom,
  serializer,
} from '../rest/index.js';
import { Order, OrderLine } from './entities/index.js';
import { TrackingSerializer } from './fulfilment/shipments.serializers.js';

/** What is shown of goods that have left the catalogue, besides the snapshot. */
const GONE: Row = {
  category: null,
  images: [],
  sn: '',
  clickCount: 0,
  soldCount: 0,
  favouriteCount: 0,
  reviewCount: 0,
  scoreTenths: null,
  stock: 0,
  marketPriceCents: null,
  brief: '',
  description: '',
  isShipFree: true,
  isNew: false,
  isHot: false,
  createdAt: null,
};

/** Goods of an order, of which the catalogue may know nothing any more. */
const OrderedGoodsSerializer = GoodsSerializer.extend('OrderedGoods', {
  category: { ...nested(CategorySerializer), isNullable: true },
  market_price: { ...money('marketPriceCents'), isNullable: true },
  add_time: { ...dateTime('createdAt'), isNullable: true },
});

/** What a line keeps of its goods. */
const SNAPSHOT = ['goodsId', 'name', 'priceCents', 'frontImage'] as const;

/**
 * Goods of an order: as they are in the catalogue now, but by the name and at the price of the
 * order, from which the storefront works out the total.
 */
function orderedGoods({ goods, goodsId: id, name, priceCents, frontImage }: Row): Row {
  const stored = goods as Row | null;
  return { ...(stored ?? GONE), id, name, shopPriceCents: priceCents, frontImage };
}

const PAY_STATUS = choiceSchema([
  ['paying', bilingual('Waiting for its payment', '待支付')],
  ['on_delivery', bilingual('To be paid for on delivery', '货到付款')],
  ['TRADE_SUCCESS', bilingual('Paid', '支付成功')],
  ['TRADE_FINISHED', bilingual('Finished', '交易完成')],
  ['TRADE_CLOSED', bilingual('Closed unpaid', '超时关闭')],
  ['PARTLY_REFUNDED', bilingual('Refunded in part', '部分退款')],
  ['REFUNDED', bilingual('Refunded', '已退款')],
] satisfies [OrderState, Text][]);

const fields = {
  pay_status: field('status', PAY_STATUS),
  trade_no: field('tradeNo'),
  order_sn: field('sn'),
  pay_time: dateTime('paidAt'),
  alipay_url: computed(['status', 'sn', 'totalCents', 'closesAt'], ({ payUrl }) => payUrl, {
    type: 'string',
    description: 'Where to pay; empty unless the order waits for its payment.',
  }),
  nonce_str: computed([], () => null, { type: 'null' }),
  pay_type: field('payType'),
  post_script: field('postScript'),
  order_mount: money('totalCents'),
  address: field(),
  signer_name: field('signerName'),
  singer_mobile: field('signerMobile'),
  add_time: dateTime('createdAt'),
  fulfilment: field(),
  tracking: many(TrackingSerializer, 'shipments'),
};

/** An order in the list; the controller puts in its pay URL. */
export const OrderSerializer = serializer(Order, 'Order', { id: field(), ...fields });

/** A line of an order; the controller puts in the order itself. */
export const OrderLineSerializer = serializer(OrderLine, 'OrderLine', {
  id: field(),
  goods: nestedFrom(OrderedGoodsSerializer, 'goods', SNAPSHOT, orderedGoods),
  goods_num: field('quantity'),
  add_time: computed(
    [],
    ({ order }, request) => request.localTime.dateTime((order as Order).createdAt),
    { type: 'string' },
  ),
  order: field('orderId'),
});

/** An order with what was ordered; the controller puts in pay URL. */
export const OrderDetailSerializer = serializer(Order, 'OrderDetail', {
  id: field(),
  goods: many(OrderLineSerializer, 'lines'),
  alipay_url: fields.alipay_url,
  order_sn: fields.order_sn,
  nonce_str: fields.nonce_str,
  trade_no: fields.trade_no,
  pay_status: fields.pay_status,
  pay_type: fields.pay_type,
  post_script: fields.post_script,
  order_mount: fields.order_mount,
  pay_time: fields.pay_time,
  address: fields.address,
  signer_name: fields.signer_name,
  singer_mobile: fields.singer_mobile,
  add_time: fields.add_time,
  user: field('userId'),
  fulfilment: fields.fulfilment,
  tracking: fields.tracking,
});

/** How far an order is on its way. */
export const FulfilmentSerializer = serializer(Order, 'Fulfilment', {
  id: field(),
  order_sn: fields.order_sn,
  pay_status: fields.pay_status,
  fulfilment: fields.fulfilment,
  tracking: fields.tracking,
});
