import { ModelAdmin } from '../admin/model-admin.js';
import { MENU } from '../menu.js';
import { bilingual } from '../languages.js';
import { Notification, Payment, Refund } from './entities/index.js';
import { PAYMENT_KINDS } from './entities/payment.entity.js';
import { REPORT_OUTCOMES } from './entities/notification.entity.js';
import { REFUND_STATES } from './entities/refund.entity.js';

const KIND_NAMES = {
  paid: bilingual('Paid its order', '已支付订单'),
  late: bilingual('Too late', '到账过晚'),
  'amount-differs': bilingual('Another amount', '金额不符'),
} as const;

const REFUND_NAMES = {
  pending: bilingual('On its way', '处理中'),
  done: bilingual('Done', '已退回'),
  refused: bilingual('Refused', '被拒绝'),
} as const;

const OUTCOME_NAMES = {
  ...KIND_NAMES,
  finished: bilingual('Finished the trade', '交易完成'),
  closed: bilingual('Closed the trade', '交易关闭'),
  nothing: bilingual('Nothing to do', '无需处理'),
  refunded: bilingual('Refunded by the provider', '平台已退款'),
  unknown: bilingual('No such order', '订单不存在'),
} as const;

/** Money that has come in. */
export class PaymentAdmin extends ModelAdmin(Payment, {
  name: 'payments',
  label: bilingual('Payment', '收款'),
  plural: bilingual('Payments', '收款'),
  group: MENU.sales,
  title: 'tradeNo',
  list: ['tradeNo', 'provider', 'orderSn', 'kind', 'amountCents', 'refundedCents', 'paidAt'],
  filters: ['kind', 'paidAt', 'createdAt'],
  search: ['=tradeNo', '=orderSn'],
  dates: 'paidAt',
  fields: {
    orderSn: { label: bilingual('Order number', '订单号') },
    kind: { choices: PAYMENT_KINDS.map((kind) => [kind, KIND_NAMES[kind]] as const) },
  },
  readOnly: 'all',
  never: ['delete'],
}) {}

/** Money that has gone back, or is about to. */
export class RefundAdmin extends ModelAdmin(Refund, {
  name: 'refunds',
  label: bilingual('Refund', '退款'),
  plural: bilingual('Refunds', '退款'),
  group: MENU.sales,
  title: 'requestNo',
  list: ['requestNo', 'orderSn', 'amountCents', 'state', 'reason', 'failure', 'createdAt'],
  filters: ['state', 'createdAt'],
  search: ['=requestNo', '=orderSn', '=tradeNo'],
  dates: 'createdAt',
  fields: {
    orderSn: { label: bilingual('Order number', '订单号') },
    state: { choices: REFUND_STATES.map((state) => [state, REFUND_NAMES[state]] as const) },
  },
  readOnly: 'all',
  never: ['delete'],
}) {}

/** What the payment provider has said. */
export class NotificationAdmin extends ModelAdmin(Notification, {
  name: 'payment-notifications',
  label: bilingual('Payment notification', '支付通知'),
  plural: bilingual('Payment notifications', '支付通知'),
  group: MENU.sales,
  title: 'eventId',
  list: ['eventId', 'orderSn', 'status', 'amountCents', 'outcome', 'deliveries', 'lastAt'],
  filters: ['outcome', 'lastAt'],
  search: ['=orderSn', '=tradeNo', '=eventId'],
  dates: 'lastAt',
  fields: {
    orderSn: { label: bilingual('Order number', '订单号') },
    outcome: {
      choices: REPORT_OUTCOMES.map((outcome) => [outcome, OUTCOME_NAMES[outcome]] as const),
    },
  },
  readOnly: 'all',
  never: ['delete'],
}) {}
