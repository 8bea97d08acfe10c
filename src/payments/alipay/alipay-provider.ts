import { yuan, centsOf } from '../../cents.js';
import type { AlipaySdk } from 'alipay-sdk';
import { onFirstUse } from '../../infrastructure/on-first-use.js';
import {
  NotGenuine,
  PaymentProvider,
  ProviderUnavailable,
  RefundRefused,
  type PaymentRequest,
  type RefundRequest,
  type ReturnedPayment,
  type TradeReport,
  type TradeStatus,
} from '../payment-provider.js';
import { type AlipayAnswer, AlipayGateway } from './alipay-gateway.js';
import { RequestSigner, type Application } from './request-signer.js';
import { beijingTime, timeOf } from './values.js';

const STATUSES: Readonly<Record<string, TradeStatus>> = {
  WAIT_BUYER_PAY: 'waiting',
  TRADE_SUCCESS: 'paid',
  TRADE_FINISHED: 'finished',
  TRADE_CLOSED: 'closed',
};

/** Refusals that are about the moment, not about the request. */
const PASSING = new Set(['ACQ.SYSTEM_ERROR', 'aop.ACQ.SYSTEM_ERROR', 'isp.unknow-error']);

/** An application of Alipay, and the account that it takes money for. */
export interface AlipayAccount extends Application {
  readonly sellerId: string;
  /** Alipay's; SPKI in base64. */
  readonly publicKey: string;
  /** Where Alipay posts its notifications. */
  readonly notifyUrl: string;
}

/** Payments by Alipay's page for computers. */
export class AlipayProvider extends PaymentProvider {
  private readonly sdk = onFirstUse(() => this.loadSdk());
  private readonly signer: RequestSigner;
  private readonly gateway: AlipayGateway;

  constructor(
    readonly name: string,
    private readonly account: AlipayAccount,
  ) {
    super();
    this.signer = new RequestSigner(account);
    this.gateway = new AlipayGateway(this.signer, this.sdk);
  }

  async payUrl(request: PaymentRequest): Promise<string> {
    const { orderSn, amountCents, expiresAt, returnUrl } = request;
    const content = {
      subject: orderSn,
      out_trade_no: orderSn,
      total_amount: yuan(amountCents),
      product_code: 'FAST_INSTANT_TRADE_PAY',
      time_expire: beijingTime(expiresAt),
    };
    const addresses = { notify_url: this.account.notifyUrl, return_url: returnUrl };
    return (await this.signer.url('alipay.trade.page.pay', content, addresses)).href;
  }

  async readNotification(fields: ReadonlyMap<string, string>): Promise<TradeReport> {
    await this.checkGenuine(fields);
    const report = reportOf(Object.fromEntries(fields), fields.get('notify_id') ?? '');
    if (!report.eventId) throw new NotGenuine('the notification has no notify_id');
    return { ...report, paidAt: timeOf(fields.get('gmt_payment')) };
  }

  async readReturn(fields: ReadonlyMap<string, string>): Promise<ReturnedPayment> {
    await this.checkGenuine(fields);
    const orderSn = fields.get('out_trade_no');
    const tradeNo = fields.get('trade_no');
    if (!orderSn || !tradeNo) throw new NotGenuine('the return names no trade');
    return { orderSn, tradeNo };
  }

  async query(orderSn: string): Promise<TradeReport | null> {
    const answer = await this.gateway.ask('alipay.trade.query', { out_trade_no: orderSn });
    if (answer.sub_code === 'ACQ.TRADE_NOT_EXIST') return null;
    refuseFailure(answer);
    const { out_trade_no, trade_no, trade_status, send_pay_date, refund_fee } = answer;
    if (out_trade_no !== orderSn) throw new ProviderUnavailable('another trade was told of');
    const state = [trade_no, trade_status, refund_fee].filter(Boolean);
    const report = reportOf(answer, `query-${state.join('-')}`);
    return { ...report, paidAt: timeOf(send_pay_date) };
  }

  async close(orderSn: string): Promise<'closed' | 'open'> {
    const answer = await this.gateway.ask('alipay.trade.close', { out_trade_no: orderSn });
    if (answer.sub_code === 'ACQ.TRADE_STATUS_ERROR') return 'open';
    // A trade exists only once its shopper has seen the pay page.
    if (answer.sub_code !== 'ACQ.TRADE_NOT_EXIST') refuseFailure(answer);
    return 'closed';
  }

  async refund({ tradeNo, requestNo, amountCents, reason }: RefundRequest): Promise<void> {
    const answer = await this.gateway.ask('alipay.trade.refund', {
      trade_no: tradeNo,
      out_request_no: requestNo,
      refund_amount: yuan(amountCents),
      refund_reason: reason,
    });
    if (answer.code === '10000') return;
    if (PASSING.has(answer.sub_code ?? '') || answer.code === '20000') refuseFailure(answer);
    throw new RefundRefused(describe(answer));
  }

  private async loadSdk(): Promise<AlipaySdk> {
    const { AlipaySdk } = await import('alipay-sdk');
    const { appId, privateKey, publicKey } = this.account;
    return new AlipaySdk({
      appId,
      privateKey,
      keyType: 'PKCS8',
      alipayPublicKey: publicKey,
      signType: 'RSA2',
    });
  }

  private async checkGenuine(fields: ReadonlyMap<string, string>): Promise<void> {
    // The message may not choose a weaker algorithm than ours.
    if ((fields.get('sign_type') ?? 'RSA2') !== 'RSA2') throw new NotGenuine('sign_type');
    const sdk = await this.sdk();
    if (!sdk.checkNotifySignV2(Object.fromEntries(fields))) throw new NotGenuine('sign');
    if (fields.get('app_id') !== this.account.appId) throw new NotGenuine('app_id');
    if (fields.get('seller_id') !== this.account.sellerId) throw new NotGenuine('seller_id');
  }
}

function reportOf(
  fields: Readonly<Record<string, string | undefined>>,
  eventId: string,
): Omit<TradeReport, 'paidAt'> {
  const { out_trade_no: orderSn, trade_no: tradeNo, trade_status: state = '' } = fields;
  const amountCents = centsOf(fields.total_amount);
  const status = Object.hasOwn(STATUSES, state) ? STATUSES[state] : undefined;
  if (!orderSn || !tradeNo || !status || amountCents === null) {
    throw new NotGenuine('the trade is incomplete');
  }
  const { sign: _sign, ...content } = fields;
  // Of all refunds together; a trade that was paid is closed once everything has gone back.
  const wasPaid = Boolean(fields.gmt_payment ?? fields.send_pay_date);
  const all = status === 'closed' && wasPaid ? amountCents : 0;
  const refundedCents = Math.max(centsOf(fields.refund_fee) ?? 0, all);
  return {
    eventId,
    orderSn,
    tradeNo,
    status,
    amountCents,
    refundedCents,
    content: JSON.stringify(content),
  };
}

function refuseFailure(answer: AlipayAnswer): void {
  if (answer.code !== '10000') throw new ProviderUnavailable(describe(answer));
}

function describe({ code, sub_code, msg, sub_msg }: AlipayAnswer): string {
  return [sub_code ?? code, sub_msg ?? msg].filter(Boolean).join(': ');
}
