import { field, many, money, through } from '../../rest/index.js';
import { ShipmentSerializer } from '../fulfilment/shipments.serializers.js';
import {
  OrderDetailSerializer,
  OrderLineSerializer,
  OrderSerializer,
} from '../orders.serializers.js';

const more = {
  user: field('userId'),
  username: through('user.username'),
  refunded: money('refundedCents'),
  deleted: field('isHidden'),
  alipay_url: null,
} as const;

/** An order as the shop sees it: with its buyer, and also after its buyer has deleted it. */
export const StaffOrderSerializer = OrderSerializer.extend('StaffOrder', more);

const StaffOrderLineSerializer = OrderLineSerializer.extend('StaffOrderLine', {
  sent_num: field('sentQuantity'),
  add_time: null,
});

/** The same with what was ordered and what was sent. */
export const StaffOrderDetailSerializer = OrderDetailSerializer.extend('StaffOrderDetail', {
  ...more,
  goods: many(StaffOrderLineSerializer, 'lines'),
  tracking: null,
  shipments: many(ShipmentSerializer),
});
