import { yuan } from '../../../src/cents.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { OrderExpiry } from '../../../src/orders/order-expiry.js';
import type { Order } from '../../../src/orders/index.js';
import { ReconciliationService } from '../../../src/payments/reconciliation.service.js';
import { paidShop } from '../../support/payments.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { setStock } from '../../support/stock.js';
import { fill, ORDER, whereabouts } from '../../support/till.js';
import { until } from '../../support/until.js';

const shop = await paidShop();
const GOODS = 2;
const STOCK = 1000;
const HOUR = 3_600_000;

beforeAll(() => setStock(shop, GOODS, STOCK));

/** Fills the cart and orders. @returns the answer, with the link to the pay page */
async function order(buyer: Shopper) {
  await fill(buyer, { [GOODS]: 1 });
  const { status, json, text } = await buyer.post('/orders/', ORDER);
  if (status !== 201) throw new Error(`${status} ${text}`);
  return json as { id: number; order_sn: string; alipay_url: string };
}

/** Everything that was ordered is somewhere, once; and all the money that came is kept or goes back. */
async function expectBalance(orders: readonly { order_sn: string }[]): Promise<void> {
  const { stock, ordered, sold, soldCount } = await whereabouts(shop, GOODS);
  expect(stock + ordered + sold).toBe(STOCK);
  expect(soldCount).toBe(sold);
  for (const { order_sn: sn } of orders) {
    const { status, totalCents, tradeNo }: Order = await shop.order(sn);
    const payments = await shop.payments({ sn } as Order);
    const kept = payments.reduce((sum, each) => sum + each.amountCents - each.refundedCents, 0);
    const isPaid = status === 'TRADE_SUCCESS';
    expect([sn, status, kept]).toEqual([sn, status, isPaid ? totalCents : 0]);
    expect(payments.filter(({ kind }) => kind === 'paid')).toHaveLength(isPaid ? 1 : 0);
    expect(tradeNo === null).toBe(!isPaid);
  }
}

describe('from the cart to the money', () => {
  it('works over HTTP alone', async () => {
    const buyer = await shopper(shop);
    const { id, alipay_url: url, order_sn: sn } = await order(buyer);
    await fetch(await shop.payInBrowser(url), { redirect: 'manual' });
    const { json } = await buyer.get(`/orders/${id}/`);
    expect(json).toMatchObject({ order_sn: sn, pay_status: 'TRADE_SUCCESS' });
    expect(json.trade_no).toBe(shop.sandbox.trades.find(sn)!.tradeNo);
    expect((await buyer.delete(`/orders/${id}/`)).status).toBe(400);
    await expectBalance([{ order_sn: sn }]);
  });

  it('works for forty buyers at once', async () => {
    const orders = await Promise.all((await shoppers(shop, 40)).map((buyer) => order(buyer)));
    await Promise.all(orders.map(({ alipay_url: url }) => shop.payInBrowser(url, 'repeat')));
    for (const { order_sn: sn } of orders) {
      await until(async () => (await shop.order(sn)).status === 'TRADE_SUCCESS');
    }
    await expectBalance(orders);
  });
});

describe('a notification', () => {
  it('races with the cancelling of its order', async () => {
    const buyers = await shoppers(shop, 20);
    const orders = await Promise.all(buyers.map((buyer) => order(buyer)));
    const answers = await Promise.all(
      orders.map(async ({ id, order_sn: sn }, index) => {
        const fields = shop.signed(shop.payAtProvider(await shop.order(sn)));
        const cancel = () => buyers[index]!.delete(`/orders/${id}/`);
        const notify = () => shop.post(fields);
        const work = index % 2 === 0 ? [cancel, notify, notify] : [notify, cancel, notify];
        return Promise.all(work.map((each) => each()));
      }),
    );
    const statuses = new Set(answers.flat().map(({ status }) => status));
    expect([...statuses].filter((status) => ![200, 204, 400].includes(status))).toEqual([]);
    const texts = answers.flat().flatMap(({ status, text }) => (status === 200 ? [text] : []));
    expect(new Set(texts)).toEqual(new Set(['success']));
    await expectBalanceInTheEnd(orders);
  });

  it('races with the sweep that closes its order, and with the one that asks the provider', async () => {
    const buyers = await shoppers(shop, 20);
    const orders = await Promise.all(buyers.map((buyer) => order(buyer)));
    const later = new Date(Date.now() + HOUR);
    const expiry = shop.nest.get(OrderExpiry);
    const reconciliation = shop.nest.get(ReconciliationService);
    await Promise.all([
      ...orders.map(({ alipay_url: url }, index) =>
        shop.payInBrowser(url, ['normal', 'repeat', 'lose', 'twice'][index % 4]).catch(() => null),
      ),
      expiry.sweep(later),
      reconciliation.sweep(later),
      expiry.sweep(later),
    ]);
    await until(() => everyTradeIsSettled(orders), 15_000);
    await expectBalanceInTheEnd(orders);
  });
});

/** What was paid at the provider is known to the shop. */
async function everyTradeIsSettled(orders: readonly { order_sn: string }[]): Promise<boolean> {
  for (const { order_sn: sn } of orders) {
    const trade = shop.sandbox.trades.find(sn);
    if (trade?.paidAt && (await shop.payments({ sn } as Order)).length === 0) return false;
  }
  return true;
}

/** When all that has to go back has gone back. */
async function expectBalanceInTheEnd(orders: readonly { order_sn: string }[]): Promise<void> {
  for (const { order_sn: sn } of orders) {
    const refunds = () => shop.refunds({ sn } as Order);
    await until(async () => (await refunds()).every(({ state }) => state === 'done'));
    for (const { tradeNo, amountCents } of await refunds()) {
      const trade = shop.sandbox.trades.find(sn, tradeNo)!;
      expect([...trade.refunds.values()]).toEqual([amountCents]);
      expect(yuan(amountCents)).toBe(trade.totalAmount);
    }
  }
  await expectBalance(orders);
}
