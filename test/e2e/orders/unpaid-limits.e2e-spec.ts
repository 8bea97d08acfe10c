import { beforeEach, describe, expect, it } from 'vitest';
import { OrderExpiry } from '../../../src/orders/order-expiry.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { setStock, stockOf } from '../../support/stock.js';
import { fill, ORDER, ordersOf } from '../../support/till.js';

/** Puts it into the cart and orders it. */
async function order(alice: Shopper, pieces: Record<number, number>) {
  await fill(alice, pieces);
  return alice.post('/orders/', ORDER);
}

describe('what one shopper may keep without paying', () => {
  const settings = testSettings({ UNPAID_ORDERS_MAX: '5', UNPAID_PIECES_MAX: '12' });
  const app = testApp(settings, { seed: seedCatalogue });
  let alice: Shopper;

  beforeEach(async () => {
    alice = await shopper(app);
    await setStock(app, 5, 1000);
  });

  it('is five orders, until one is paid or cancelled', async () => {
    for (let i = 0; i < 5; i += 1) expect((await order(alice, { 5: 1 })).status).toBe(201);
    const stock = await stockOf(app, 5);
    const { status, json } = await order(alice, { 5: 1 });
    expect([status, json]).toEqual([
      400,
      { non_field_errors: ['您有5笔订单尚未支付，请先支付或取消'] },
    ]);
    expect(await stockOf(app, 5)).toBe(stock);
    expect((await alice.get('/shopcarts/')).json).toHaveLength(1);
    const [first] = await ordersOf(app, alice);
    await alice.delete(`/orders/${first!.id}/`);
    expect((await alice.post('/orders/', ORDER)).status).toBe(201);
    expect((await order(await shopper(app), { 5: 1 })).status).toBe(201);
  });

  it('is five orders also when many are placed at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => order(alice, { [21 + (i % 6)]: 1 })),
    );
    const placed = answers.filter(({ status }) => status === 201);
    expect(placed.length).toBeGreaterThan(0);
    expect(placed.length).toBeLessThanOrEqual(5);
    expect(await ordersOf(app, alice)).toHaveLength(placed.length);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([400]));
  });

  it('is so many pieces of one goods, in one order or in several', async () => {
    const text = (await order(alice, { 5: 13 })).json.non_field_errors[0] as string;
    expect(text).toMatch(/^“.+”：未支付的订单中最多可保留12件$/);
    await alice.patch('/shopcarts/5/', { nums: 8 });
    expect((await alice.post('/orders/', ORDER)).status).toBe(201);
    expect((await order(alice, { 5: 5, 21: 1 })).json).toEqual({ non_field_errors: [text] });
    await alice.patch('/shopcarts/5/', { nums: 4 });
    expect((await alice.post('/orders/', ORDER)).status).toBe(201);
  });

  it('waits a shorter time after several orders that were not paid in time', async () => {
    const minutes = async () => {
      const { closesAt, createdAt } = (await ordersOf(app, alice)).at(-1)!;
      return (closesAt.getTime() - createdAt.getTime()) / 60_000;
    };
    const later = new Date(Date.now() + 31 * 60_000);
    for (let i = 0; i < 3; i += 1) {
      await order(alice, { 5: 1 });
      expect(await minutes()).toBe(30);
      await app.nest.get(OrderExpiry).sweep(later);
    }
    await order(alice, { 5: 1 });
    expect(await minutes()).toBe(10);
  });

  it('waits as long as ever after several that were cancelled in time', async () => {
    for (let i = 0; i < 4; i += 1) {
      await order(alice, { 5: 1 });
      const { id } = (await ordersOf(app, alice)).at(-1)!;
      expect((await alice.delete(`/orders/${id}/`)).status).toBe(204);
    }
    await order(alice, { 5: 1 });
    const { closesAt, createdAt } = (await ordersOf(app, alice)).at(-1)!;
    expect(closesAt.getTime() - createdAt.getTime()).toBe(30 * 60_000);
  });
});

describe('placing orders', () => {
  const app = testApp(testSettings({ THROTTLE_ORDER: '10/minute' }), { seed: seedCatalogue });

  it('is throttled for one shopper, looking at them is not', async () => {
    const alice = await shopper(app);
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await alice.post('/orders/', ORDER)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(400), 429]);
    expect((await alice.get('/orders/')).status).toBe(200);
    expect((await (await shopper(app)).post('/orders/', ORDER)).status).toBe(400);
  });
});
