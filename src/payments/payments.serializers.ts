import { dateTime, field, money, serializer } from '../rest/index.js';
import { Payment, Refund } from './entities/index.js';

export const PaymentSerializer = serializer(Payment, 'Payment', {
  id: field(),
  provider: field(),
  trade_no: field('tradeNo'),
  order_sn: field('orderSn'),
  kind: field(),
  amount: money('amountCents'),
  refunded: money('refundedCents'),
  pay_time: dateTime('paidAt'),
  add_time: dateTime('createdAt'),
});

export const RefundSerializer = serializer(Refund, 'Refund', {
  id: field(),
  order_sn: field('orderSn'),
  trade_no: field('tradeNo'),
  amount: money('amountCents'),
  state: field(),
  reason: field(),
  failure: field(),
  add_time: dateTime('createdAt'),
  done_time: dateTime('doneAt'),
});
