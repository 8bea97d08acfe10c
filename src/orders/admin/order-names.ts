import { bilingual } from '../../languages.js';
import type { Text } from '../../rest/index.js';
import type { PayType } from '../entities/index.js';
import type { Fulfilment } from '../fulfilment/fulfilment-states.js';
import type { OrderState } from '../order-states.js';
import type { ReturnState } from '../returns/return-states.js';

type Named<Value extends string> = readonly (readonly [value: Value, name: Text])[];

/** What people call the states of an order's payment. */
export const ORDER_STATE_NAMES: Named<OrderState> = [
  ['paying', bilingual('To be paid', '待付款')],
  ['on_delivery', bilingual('Cash on delivery', '货到付款')],
  ['TRADE_SUCCESS', bilingual('Paid', '已付款')],
  ['TRADE_FINISHED', bilingual('Finished', '交易完成')],
  ['TRADE_CLOSED', bilingual('Closed', '已关闭')],
  ['PARTLY_REFUNDED', bilingual('Refunded in part', '部分退款')],
  ['REFUNDED', bilingual('Refunded', '已退款')],
];

/** How far an order is on its way. */
export const FULFILMENT_NAMES: Named<Fulfilment> = [
  ['none', bilingual('Nothing to send', '无需发货')],
  ['to_send', bilingual('To be sent', '待发货')],
  ['partly_sent', bilingual('Sent in part', '部分发货')],
  ['sent', bilingual('Sent', '已发货')],
  ['received', bilingual('Received', '已收货')],
  ['returned', bilingual('Returned', '已退回')],
];

export const PAY_TYPE_NAMES: Named<PayType> = [
  ['alipay', bilingual('Alipay', '支付宝')],
  ['cash', bilingual('Cash on delivery', '货到付款')],
];

/** How far a return is. */
export const RETURN_STATE_NAMES: Named<ReturnState> = [
  ['asked', bilingual('Asked for', '待处理')],
  ['accepted', bilingual('Accepted', '已同意')],
  ['refused', bilingual('Refused', '已拒绝')],
  ['withdrawn', bilingual('Withdrawn', '已撤回')],
  ['arrived', bilingual('Arrived', '已收到退货')],
  ['refunded', bilingual('Refunded', '已退款')],
];
