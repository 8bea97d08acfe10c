import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { timeOf } from '../../payments/alipay/values.js';
import { answerCall, refusalOf } from './gateway.js';
import { notification, returnFields } from './messages.js';
import { Notifier } from './notifier.js';
import { messagePage, payPage, SCENARIOS, type Scenario, tradesPage } from './pages.js';
import { CONTENT_POLICY } from '../page.js';
import type { SandboxKeys } from '../../payments/alipay/sandbox-keys.js';
import { type Fields, signFields } from './signatures.js';
import { type Trade, Trades } from './trades.js';

/** How often a notification comes in the scenario `repeat`, all at the same time. */
const REPEATS = 5;
/** Seconds in the scenario `delay`. */
const DELAY = 10;

/** A request for a payment, checked. */
interface PayRequest {
  readonly fields: Fields;
  readonly trade: Trade;
}

/**
 * Plays Alipay for development and tests: shows the pay page, signs with its own RSA key, sends the
 * browser back, posts the notifications, and answers the shop's queries, closings and refunds. No
 * money moves; trades are forgotten when it stops.
 */
export class SandboxServer {
  private readonly notifier: Notifier;
  private readonly server: FastifyInstance;

  /**
   * @param log takes a line about what happens
   * @param trades those it begins with
   */
  constructor(
    private readonly keys: SandboxKeys,
    log: (line: string) => void = () => {},
    readonly trades: Trades = new Trades(),
  ) {
    this.notifier = new Notifier(keys.alipay, log);
    this.server = Fastify({ forceCloseConnections: true });
    this.server.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    this.routes();
  }

  /** @returns the port that it listens on. @param port 0 takes any free one */
  async start(port: number, host: string): Promise<number> {
    await this.server.listen({ port, host });
    return (this.server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.server.close();
    await this.notifier.stop();
  }

  private routes(): void {
    const { server, trades, keys } = this;
    server.get('/', (_request, reply) => html(reply, tradesPage(trades.latest(50))));
    server.get('/gateway.do', (request, reply) => {
      const query = request.url.split('?')[1] ?? '';
      const pay = this.readPay(query);
      if (typeof pay === 'string') return html(reply.status(400), messagePage('沙箱', pay));
      if (pay.trade.status !== 'WAIT_BUYER_PAY') {
        return html(reply, messagePage('交易已结束', pay.trade.status));
      }
      return html(reply, payPage(pay.trade, query));
    });
    server.post('/gateway.do', async (request, reply) => {
      const fields = { ...(request.query as Fields), ...(request.body as Fields) };
      return reply.type('application/json; charset=utf-8').send(answerCall(fields, trades, keys));
    });
    server.post('/pay', async (request, reply) => {
      const { request: query = '', scenario = 'normal' } = request.body as Fields;
      const pay = this.readPay(query);
      if (typeof pay === 'string' || !Object.hasOwn(SCENARIOS, scenario)) {
        const reason = typeof pay === 'string' ? pay : 'unknown scenario';
        return html(reply.status(400), messagePage('沙箱', reason));
      }
      if (pay.trade.status !== 'WAIT_BUYER_PAY') {
        return html(reply.status(409), messagePage('交易已结束', pay.trade.status));
      }
      this.pay(pay, scenario as Scenario);
      const back = new URL(pay.fields.return_url!);
      for (const [name, value] of Object.entries(
        signFields(returnFields(pay.trade), keys.alipay),
      )) {
        back.searchParams.set(name, value);
      }
      return reply.redirect(back.href, 302);
    });
  }

  /** @returns what is wrong with the request, when something is */
  private readPay(query: string): PayRequest | string {
    const fields = Object.fromEntries(new URLSearchParams(query));
    const refused = refusalOf(fields, this.keys.app);
    if (refused) return refused.sub_code!;
    const content: Fields = JSON.parse(fields.biz_content ?? '{}');
    const { out_trade_no: orderSn, total_amount: totalAmount, subject } = content;
    if (!orderSn || !totalAmount || !subject || !fields.notify_url || !fields.return_url) {
      return 'isv.missing-parameter';
    }
    const expiresAt = timeOf(content.time_expire);
    const trade = this.trades.open({ orderSn, totalAmount, subject, expiresAt });
    return { fields, trade: this.trades.find(orderSn) ?? trade };
  }

  private pay({ fields, trade }: PayRequest, scenario: Scenario): void {
    const waiting = notification(trade);
    settle(trade);
    const url = fields.notify_url!;
    const { notifier } = this;
    const paid = notification(trade);
    switch (scenario) {
      case 'normal':
        return notifier.send(url, paid);
      case 'repeat':
        for (let count = 0; count < REPEATS; count += 1) notifier.send(url, paid);
        return undefined;
      case 'twice': {
        const second = this.trades.begin(trade);
        settle(second);
        notifier.send(url, paid);
        return notifier.send(url, notification(second));
      }
      case 'delay':
        return notifier.send(url, paid, DELAY);
      case 'lose':
        return undefined;
      case 'reorder':
        trade.status = 'TRADE_FINISHED';
        notifier.send(url, notification(trade));
        notifier.send(url, paid, 0.5);
        return notifier.send(url, waiting, 1);
      case 'tamper':
        return notifier.sendTampered(url, paid, { total_amount: '0.01' });
    }
  }
}

function settle(trade: Trade): void {
  trade.status = 'TRADE_SUCCESS';
  trade.paidAt = new Date();
}

function html(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .header('Content-Security-Policy', CONTENT_POLICY)
    .header('Referrer-Policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(text);
}
