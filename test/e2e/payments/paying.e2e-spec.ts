import { describe, expect, it } from 'vitest';
import { paymentSettings } from '../../../src/payments/payments.settings.js';
import { PaymentLinks } from '../../../src/payments/index.js';
import type { Order } from '../../../src/orders/index.js';
import { SCENARIOS } from '../../../src/sandbox/alipay/pages.js';
import { ReconciliationService } from '../../../src/payments/reconciliation.service.js';
import { paidShop, PIECES } from '../../support/payments.js';
import { until } from '../../support/until.js';

const shop = await paidShop({ PAY_SUCCESS_URL: 'http://pages.example/pay_success.html' });

const ORDERS_PAGE = 'http://shop.example/index/#/app/home/member/order';

function links(): PaymentLinks {
  return shop.nest.get(PaymentLinks, { strict: false });
}

function payUrl(order: Order): string {
  return links().payUrl(order);
}

async function status({ sn }: Order): Promise<string> {
  return (await shop.order(sn)).status;
}

describe('paying in the browser', () => {
  it('leads from the pay page to the orders of the storefront, with the order paid', async () => {
    const order = await shop.place();
    const before = await shop.goods();
    const back = await shop.payInBrowser(payUrl(order));
    expect(back.href.startsWith(`${shop.url}/alipay/return/?`)).toBe(true);
    const answer = await fetch(back, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, ORDERS_PAGE]);
    expect(await status(order)).toBe('TRADE_SUCCESS');
    await until(async () => (await shop.notifications(order)).length > 0);
    expect((await shop.goods()).soldCount).toBe(before.soldCount + PIECES);
  });

  it('tells the provider number, amount and end of the order', async () => {
    const order = await shop.place({ totalCents: 100_005 });
    const url = new URL(await links().providerUrl(order));
    expect(url.searchParams.get('notify_url')).toBe(`${shop.url}/alipay/return/`);
    const content = JSON.parse(url.searchParams.get('biz_content')!) as Record<string, string>;
    expect(content).toMatchObject({ out_trade_no: order.sn, total_amount: '1000.05' });
    const beijing = new Date(order.closesAt.getTime() + 8 * 3_600_000).toISOString();
    expect(content.time_expire).toBe(beijing.slice(0, 19).replace('T', ' '));
  });

  it('is not possible at another price', async () => {
    const url = new URL(await links().providerUrl(await shop.place()));
    const content = url.searchParams.get('biz_content')!;
    url.searchParams.set('biz_content', content.replace('88.50', '0.01'));
    expect((await fetch(url)).status).toBe(400);
  });

  it('is not possible after the order has expired', async () => {
    const order = await shop.place({ closesAt: new Date(Date.now() - 1000) });
    const url = await links().providerUrl(order);
    expect(await (await fetch(url)).text()).toContain('TRADE_CLOSED');
    await expect(shop.payInBrowser(url)).rejects.toThrow('no pay page');
  });

  it('comes to the same in every scenario of the sandbox', async () => {
    const orders = new Map<string, Order>();
    for (const scenario of Object.keys(SCENARIOS)) {
      const order = await shop.place();
      orders.set(scenario, order);
      await shop.payInBrowser(payUrl(order), scenario);
    }
    const told = ['normal', 'repeat', 'twice', 'reorder'];
    for (const scenario of told) {
      await until(async () => (await status(orders.get(scenario)!)) !== 'paying');
    }
    for (const scenario of ['delay', 'lose', 'tamper']) {
      expect([scenario, await status(orders.get(scenario)!)]).toEqual([scenario, 'paying']);
    }
    await shop.nest.get(ReconciliationService).sweep(new Date(Date.now() + 300_000));
    const twice = orders.get('twice')!;
    await until(async () => (await shop.refunds(twice))[0]?.state === 'done');
    for (const [scenario, order] of orders) {
      const paid = scenario === 'reorder' ? 'TRADE_FINISHED' : 'TRADE_SUCCESS';
      expect([scenario, await status(order)]).toEqual([scenario, paid]);
      const kept = (await shop.payments(order)).map(
        ({ amountCents, refundedCents }) => amountCents - refundedCents,
      );
      expect([scenario, kept.reduce((sum, cents) => sum + cents)]).toEqual([scenario, 8850]);
    }
  });
});

describe('GET /alipay/return/', () => {
  it.each([
    ['without a signature', 'out_trade_no=1'],
    ['with a wrong one', 'out_trade_no=1&sign=YWJj'],
    ['with nothing', ''],
  ])('%s leads to the start of the storefront', async (_what, query) => {
    const { status, headers } = await shop.get(`/alipay/return/?${query}`);
    expect([status, headers.get('location')]).toEqual([302, 'http://shop.example/index/']);
  });

  it('believes the provider, not the browser', async () => {
    const order = await shop.place();
    const signed = shop.signed({ ...shop.paidFields(order), method: 'return' });
    const { headers } = await shop.get(`/alipay/return/?${new URLSearchParams(signed)}`);
    expect(headers.get('location')).toBe(ORDERS_PAGE);
    // The sandbox knows of no such payment.
    expect(await status(order)).toBe('paying');
  });
});

describe('the address that an order shows', () => {
  const open = (url: string) => fetch(url, { redirect: 'manual' });

  it('is short, and leads to the pay page as it is signed when the buyer follows it', async () => {
    const order = await shop.place();
    const url = payUrl(order);
    expect(url).toMatch(new RegExp(`^${shop.url}/alipay/pay/${order.sn}/[\\w-]{43}/$`));
    const answer = await open(url);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([302, 'no-store']);
    const location = new URL(answer.headers.get('location')!);
    expect(location.origin).toBe(shop.settings.of(paymentSettings).sandboxUrl);
    expect(location.searchParams.get('biz_content')).toContain(order.sn);
  });

  it('cannot be made up from the number of an order', async () => {
    const [order, other] = [await shop.place(), await shop.place()];
    const made = payUrl(order);
    const foreign = payUrl(other).replace(other.sn, order.sn);
    const cut = `${made.slice(0, -2)}/`;
    for (const url of [foreign, cut, made.replace(order.sn, `${order.sn}0`)]) {
      expect((await open(url)).status).toBe(404);
    }
  });

  it('leads to the orders of the storefront once there is nothing to pay', async () => {
    const paid = await shop.place();
    await shop.notify(shop.paidFields(paid));
    const overdue = await shop.place({ closesAt: new Date(Date.now() - 1000) });
    for (const order of [paid, overdue]) {
      const answer = await open(payUrl(order));
      expect([answer.status, answer.headers.get('location')]).toEqual([302, ORDERS_PAGE]);
    }
  });
});

describe("Meiduo's way to pay", () => {
  const link = (sn: string, token = shop.token) =>
    shop.get(`/orders/${sn}/payment/`, { Authorization: `JWT ${token}` });

  it('asks for the link and tells the result', async () => {
    const order = await shop.place();
    const { status: code, json } = await link(order.sn);
    expect(code).toBe(200);
    const back = await shop.payInBrowser(json.alipay_url, 'lose');
    expect(back.href.startsWith('http://pages.example/pay_success.html?')).toBe(true);
    const told = await shop.request('PUT', `/payment/status/${back.search}`, { body: {} });
    expect(told.status).toBe(200);
    const paid = await shop.order(order.sn);
    expect(told.json).toEqual({ trade_id: paid.tradeNo });
    expect(paid.status).toBe('TRADE_SUCCESS');
    const again = await shop.request('PUT', `/payment/status/${back.search}`, { body: {} });
    expect(again.json).toEqual(told.json);
  });

  it('refuses a result that is not genuine', async () => {
    const order = await shop.place();
    const { json } = await link(order.sn);
    const back = await shop.payInBrowser(json.alipay_url, 'lose');
    for (const query of ['', '?out_trade_no=1&sign=YWJj', back.search.replace('88.50', '88.51')]) {
      const answer = await shop.request('PUT', `/payment/status/${query}`, { body: {} });
      expect([answer.status, answer.text]).toEqual([403, '{"message":"非法请求"}']);
    }
  });

  it('gives no link to an order of somebody else, of nobody, or that is not to be paid', async () => {
    const order = await shop.place();
    const stranger = shop.tokenOf(await shop.signUp());
    const paid = await shop.place();
    await shop.notify(shop.paidFields(paid));
    const answers = [await link(order.sn, stranger), await link('12345'), await link(paid.sn)];
    for (const { status: code, text } of answers) {
      expect([code, text]).toEqual([400, '{"message":"订单信息有误"}']);
    }
    expect((await shop.get(`/orders/${order.sn}/payment/`)).status).toBe(401);
  });
});
