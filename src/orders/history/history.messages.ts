import { message, type Text } from '../../rest/index.js';
import type { OrderChange } from '../entities/index.js';

const text = (en: string, zhHans: string): Text => message({ en, 'zh-hans': zhHans });

/** What has happened to an order that has got there. */
export const HAPPENED: Readonly<Record<OrderChange['toStatus'], Text>> = {
  paying: text('Placed, to be paid', '已下单，待付款'),
  on_delivery: text('Placed, to be paid for on delivery', '已下单，货到付款'),
  TRADE_SUCCESS: text('Paid', '已付款'),
  TRADE_FINISHED: text('Trade finished', '交易完成'),
  TRADE_CLOSED: text('Closed', '订单已关闭'),
  PARTLY_REFUNDED: text('Refunded in part', '已部分退款'),
  REFUNDED: text('Refunded', '已全额退款'),
  none: text('Not to be sent any more', '已取消发货'),
  to_send: text('To be sent', '待发货'),
  partly_sent: text('Sent in part', '部分发货'),
  sent: text('Sent', '已发货'),
  received: text('Received', '已收货'),
  returned: text('Returned', '已退货'),
  asked: text('Return asked for', '已申请退货'),
  accepted: text('Return accepted', '退货申请已同意'),
  refused: text('Return refused', '退货申请被拒绝'),
  withdrawn: text('Return withdrawn', '退货申请已撤回'),
  arrived: text('Returned pieces have arrived', '退货已收到'),
  refunded: text('Return refunded', '退货款项已处理'),
};
