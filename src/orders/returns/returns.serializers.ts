import { dateTime, field, many, media, money, serializer } from '../../rest/index.js';
import { OrderReturn, ReturnImage, ReturnLine } from '../entities/index.js';

const ReturnLineSerializer = serializer(ReturnLine, 'ReturnLine', {
  line: field('lineId'),
  count: field('quantity'),
});

const ReturnImageSerializer = serializer(ReturnImage, 'ReturnImage', { image: media() });

/** A return as its buyer sees it. */
export const ReturnSerializer = serializer(OrderReturn, 'OrderReturn', {
  id: field(),
  order: field('orderId'),
  status: field(),
  lines: many(ReturnLineSerializer),
  reason: field(),
  images: many(ReturnImageSerializer),
  answer: field(),
  refund_amount: money('refundCents'),
  add_time: dateTime('createdAt'),
});

/** The same with everything that the shop knows. */
export const StaffReturnSerializer = ReturnSerializer.extend('StaffOrderReturn', {
  user: field('userId'),
  restocked: field('isRestocked'),
  refund: field('refundId'),
});
