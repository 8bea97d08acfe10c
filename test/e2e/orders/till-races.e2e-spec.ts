import { Logger } from '@nestjs/common';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Order, OrderChange, OrderPayments } from '../../../src/orders/index.js';
import { OrderExpiry } from '../../../src/orders/order-expiry.js';
import { testApp, type Answer } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers } from '../../support/shoppers.js';
import { setStock, stockOf } from '../../support/stock.js';
import { ordersOf, TILL_DIALECTS, whereabouts } from '../../support/till.js';

describe.each(TILL_DIALECTS)('the till of %s under fire', (_name, till) => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  const statuses = (answers: Answer[], statusOf = till.outcome) => {
    const counts: Record<number, number> = {};
    for (const status of answers.map(statusOf)) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  };
  const later = () => new Date(Date.now() + 31 * 60_000);

  it('sells the last 50 pieces to 200 buyers once each, whatever the order of their lines', async () => {
    const goods = [1, 2, 3];
    for (const id of goods) await setStock(app, id, 1000);
    const buyers = await shoppers(app, 200);
    // Every cart has all the goods, put in in another order.
    await Promise.all(
      buyers.map(async (buyer, index) => {
        const turn = [...goods.slice(index % 3), ...goods.slice(0, index % 3)];
        if (index % 2 === 1) turn.reverse();
        for (const id of turn) await till.fill(buyer, { [id]: 1 });
      }),
    );
    for (const id of goods) await setStock(app, id, id === 2 ? 50 : 120);
    const debug = vi.spyOn(Logger.prototype, 'debug');
    onTestFinished(() => debug.mockRestore());
    const answers = await Promise.all(buyers.map((buyer) => till.order(buyer)));
    expect(statuses(answers)).toEqual({ 201: 50, 400: 150 });
    // Not even a deadlock that a further try would have hidden.
    const retries = debug.mock.calls.filter(([text]) => String(text).includes('starting over'));
    expect(retries).toEqual([]);
    expect(await whereabouts(app, 2)).toEqual({ stock: 0, ordered: 50, sold: 0, soldCount: 0 });
    for (const id of [1, 3]) {
      expect(await whereabouts(app, id)).toMatchObject({ stock: 70, ordered: 50 });
    }
    const losers = buyers.filter((_, index) => till.outcome(answers[index]!) === 400);
    const [cart] = await Promise.all(losers.slice(0, 1).map((one) => one.get('/shopcarts/')));
    expect(cart!.json).toHaveLength(3);
  }, 60_000);

  it('sells exactly the stock when carts overlap in part only', async () => {
    const ids = [11, 12, 13, 14, 15];
    for (const id of ids) await setStock(app, id, 1000);
    const buyers = await shoppers(app, 60);
    await Promise.all(
      buyers.map((buyer, index) =>
        till.fill(buyer, {
          [ids[index % 5]!]: 1 + (index % 2),
          [ids[(index * 2 + 1) % 5]!]: 1,
          [ids[(index * 3 + 2) % 5]!]: 2,
        }),
      ),
    );
    for (const id of ids) await setStock(app, id, 20);
    const answers = await Promise.all(buyers.map((buyer) => till.order(buyer)));
    expect(answers.every((answer) => [201, 400].includes(till.outcome(answer)))).toBe(true);
    for (const id of ids) {
      const { stock, ordered } = await whereabouts(app, id);
      expect(stock).toBeGreaterThanOrEqual(0);
      expect(stock + ordered).toBe(20);
    }
  }, 60_000);

  it('makes one order of twenty presses on the button', async () => {
    const alice = await shopper(app);
    await setStock(app, 4, 100);
    await setStock(app, 5, 100);
    await till.fill(alice, { 4: 2, 5: 1 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => till.order(alice)));
    expect(statuses(answers)).toEqual({ 201: 1, 400: 19 });
    const refused = answers.find((answer) => till.outcome(answer) === 400);
    expect(refused?.text).toBe(till.emptyCart);
    expect(await ordersOf(app, alice)).toHaveLength(1);
    expect(await whereabouts(app, 4)).toMatchObject({ stock: 98, ordered: 2 });
  });

  it('orders each piece once while the cart is being changed', async () => {
    await setStock(app, 6, 1000);
    const everybody = await shoppers(app, 10);
    await Promise.all(everybody.map((one) => till.fill(one, { 6: 1 })));
    const answers = await Promise.all(
      everybody.flatMap((one) => [
        till.set(one, 6, 3),
        till.order(one),
        till.add(one, 6, 2),
        till.order(one),
        till.remove(one, 6),
      ]),
    );
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const { stock, ordered } = await whereabouts(app, 6);
    expect(stock + ordered).toBe(1000);
    for (const one of everybody) {
      const detail = await Promise.all(
        (await ordersOf(app, one)).map(({ id }) => one.get(`/orders/${id}/`)),
      );
      for (const { json } of detail) expect(json.goods).toHaveLength(1);
    }
  });

  it('gives pieces back once when cancelling, sweep and job meet', async () => {
    await setStock(app, 7, 100);
    const everybody = await shoppers(app, 20);
    const orders = await Promise.all(
      everybody.map(async (one) => {
        await till.fill(one, { 7: 2 });
        await till.order(one);
        return (await ordersOf(app, one))[0]!.id;
      }),
    );
    expect(await stockOf(app, 7)).toBe(60);
    const expiry = app.nest.get(OrderExpiry);
    const [answers] = await Promise.all([
      Promise.all(everybody.map((one, index) => one.delete(`/orders/${orders[index]}/`))),
      expiry.sweep(later()),
      expiry.sweep(later()),
    ]);
    expect(statuses(answers, ({ status }) => status)).toEqual({ 204: 20 });
    expect(await whereabouts(app, 7)).toMatchObject({ stock: 100, ordered: 0 });
    for (const orderId of orders) {
      expect(await app.dataSource.manager.countBy(OrderChange, { orderId })).toBe(2);
    }
  });

  it('either cancels or counts a payment that comes at the same moment', async () => {
    await setStock(app, 8, 100);
    const everybody = await shoppers(app, 20);
    const payments = app.nest.get(OrderPayments);
    const outcomes = await Promise.all(
      everybody.map(async (one) => {
        await till.fill(one, { 8: 1 });
        await till.order(one);
        const [{ id, sn, totalCents: amountCents }] = (await ordersOf(app, one)) as [Order];
        const payment = { sn, amountCents, tradeNo: `t${id}`, paidAt: new Date() };
        const [answer, ...paid] = await Promise.all([
          one.delete(`/orders/${id}/`),
          ...[1, 2, 3].map(() => app.unitOfWork.run((tx) => payments.markPaid(tx, payment))),
        ]);
        return { status: answer.status, paid: paid.sort() };
      }),
    );
    for (const { status, paid } of outcomes) {
      if (status === 204) expect(paid).toEqual(['late', 'late', 'late']);
      else expect({ status, paid }).toEqual({ status: 400, paid: ['already', 'already', 'paid'] });
    }
    const { stock, ordered, sold, soldCount } = await whereabouts(app, 8);
    expect([stock + sold, ordered, soldCount]).toEqual([100, 0, sold]);
  });
});
