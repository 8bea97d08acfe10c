import { bilingual } from '../languages.js';
import { choiceSchema, dateTime, field, money, serializer, type Text } from '../rest/index.js';
import { Payment, Refund } from './entities/index.js';
import type { PaymentKind } from './entities/payment.entity.js';
import type { RefundState } from './entities/refund.entity.js';

const KIND = choiceSchema([
  ['paid', bilingual('Has paid its order', '已支付订单')],
  ['late', bilingual('Too late for its order', '订单关闭后到账')],
  ['amount-differs', bilingual('Another amount than the order', '金额与订单不符')],
] satisfies [PaymentKind, Text][]);

const STATE = choiceSchema([
  ['pending', bilingual('Waiting for the provider', '等待支付平台')],
  ['done', bilingual('Done', '已退款')],
  ['refused', bilingual('Refused', '被拒绝')],
] satisfies [RefundState, Text][]);

export const PaymentSerializer = serializer(Payment, 'Payment', {
  id: field(),
  provider: field(),
  trade_no: field('tradeNo'),
  order_sn: field('orderSn'),
  kind: field('kind', KIND),
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
  state: field('state', STATE),
  reason: field(),
  failure: field(),
  add_time: dateTime('createdAt'),
  done_time: dateTime('doneAt'),
});
