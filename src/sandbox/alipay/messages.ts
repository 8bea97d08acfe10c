import { yuan } from '../../cents.js';
import { randomUUID } from 'node:crypto';
import { beijingTime } from '../../payments/alipay/values.js';
import { SANDBOX_APP_ID, SANDBOX_SELLER_ID } from '../../payments/alipay/sandbox-keys.js';
import type { Fields } from './signatures.js';
import { refundedCents, type Trade } from './trades.js';

const COMMON = {
  charset: 'utf-8',
  version: '1.0',
  app_id: SANDBOX_APP_ID,
  auth_app_id: SANDBOX_APP_ID,
  seller_id: SANDBOX_SELLER_ID,
};

/** A notification about the trade as it is now, not signed yet. */
export function notification(trade: Trade): Fields {
  const refunded = refundedCents(trade);
  return {
    ...COMMON,
    notify_type: 'trade_status_sync',
    notify_id: randomUUID().replaceAll('-', ''),
    notify_time: beijingTime(new Date()),
    trade_no: trade.tradeNo,
    out_trade_no: trade.orderSn,
    trade_status: trade.status,
    subject: trade.subject,
    total_amount: trade.totalAmount,
    gmt_create: beijingTime(trade.createdAt),
    ...(trade.paidAt && { gmt_payment: beijingTime(trade.paidAt) }),
    ...(refunded > 0 && { refund_fee: yuan(refunded) }),
  };
}

/** What the browser takes back to the shop, not signed yet. */
export function returnFields(trade: Trade): Fields {
  return {
    ...COMMON,
    method: 'alipay.trade.page.pay.return',
    out_trade_no: trade.orderSn,
    trade_no: trade.tradeNo,
    total_amount: trade.totalAmount,
    timestamp: beijingTime(new Date()),
  };
}
