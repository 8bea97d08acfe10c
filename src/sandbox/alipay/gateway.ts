import { yuan } from '../../cents.js';
import type { KeyObject } from 'node:crypto';
import { beijingTime } from '../../payments/alipay/values.js';
import { isSigned, signText, type Fields } from './signatures.js';
import { refund, refundedCents, type Trade, type Trades } from './trades.js';
import { SANDBOX_APP_ID } from '../../payments/alipay/sandbox-keys.js';

type Answer = Readonly<Record<string, string>>;

const SUCCESS = { code: '10000', msg: 'Success' };
const refusal = (subCode: string, subMsg: string): Answer => ({
  code: '40004',
  msg: 'Business Failed',
  sub_code: subCode,
  sub_msg: subMsg,
});
const NO_TRADE = refusal('ACQ.TRADE_NOT_EXIST', '交易不存在');
const WRONG_STATE = refusal('ACQ.TRADE_STATUS_ERROR', '交易状态不合法');

/** Why a request of the shop is not served; null when it is signed by the shop. */
export function refusalOf(fields: Fields, appKey: KeyObject): Answer | null {
  const invalid = { code: '40002', msg: 'Invalid Arguments' };
  if (fields.app_id !== SANDBOX_APP_ID) return { ...invalid, sub_code: 'isv.invalid-app-id' };
  if (!isSigned(fields, appKey)) return { ...invalid, sub_code: 'isv.invalid-signature' };
  return null;
}

/** Answers a call from server to server as Alipay does. @returns the signed JSON text */
export function answerCall(
  fields: Fields,
  trades: Trades,
  keys: { app: KeyObject; alipay: KeyObject },
): string {
  const method = fields.method ?? '';
  const answer = refusalOf(fields, keys.app) ?? perform(method, fields, trades);
  const text = JSON.stringify(answer);
  const name = `${method.replaceAll('.', '_')}_response`;
  return `{"${name}":${text},"sign":"${signText(text, keys.alipay)}"}`;
}

function perform(method: string, { biz_content: content = '{}' }: Fields, trades: Trades): Answer {
  const request: Fields = JSON.parse(content);
  const trade = trades.find(request.out_trade_no, request.trade_no);
  switch (method) {
    case 'alipay.trade.query':
      return trade ? described(trade) : NO_TRADE;
    case 'alipay.trade.close':
      return close(trade);
    case 'alipay.trade.refund':
      return giveBack(trade, request);
    default:
      return refusal('isv.invalid-method', '不存在的方法名');
  }
}

function described(trade: Trade): Answer {
  return {
    ...SUCCESS,
    out_trade_no: trade.orderSn,
    trade_no: trade.tradeNo,
    trade_status: trade.status,
    total_amount: trade.totalAmount,
    ...(trade.paidAt && { send_pay_date: beijingTime(trade.paidAt) }),
    ...(trade.refunds.size > 0 && { refund_fee: yuan(refundedCents(trade)) }),
  };
}

function close(trade: Trade | undefined): Answer {
  if (!trade) return NO_TRADE;
  if (trade.status !== 'WAIT_BUYER_PAY') return WRONG_STATE;
  trade.status = 'TRADE_CLOSED';
  return { ...SUCCESS, out_trade_no: trade.orderSn, trade_no: trade.tradeNo };
}

function giveBack(trade: Trade | undefined, request: Fields): Answer {
  if (!trade) return NO_TRADE;
  const isNew = !trade.refunds.has(request.out_request_no ?? '');
  if (!refund(trade, request.out_request_no ?? '', request.refund_amount)) return WRONG_STATE;
  return {
    ...SUCCESS,
    out_trade_no: trade.orderSn,
    trade_no: trade.tradeNo,
    fund_change: isNew ? 'Y' : 'N',
    refund_fee: yuan(refundedCents(trade)),
  };
}
