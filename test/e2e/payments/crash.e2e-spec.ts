import { describe, expect, it } from 'vitest';
import { paidShop, PIECES } from '../../support/payments.js';
import { startServer } from '../../support/server-process.js';

const shop = await paidShop();
const BURST = 60;

/** @returns the answer; null when there is none */
async function post(url: string, fields: Record<string, string>): Promise<string | null> {
  try {
    const body = new URLSearchParams(fields);
    const answer = await fetch(`${url}/alipay/return/`, { method: 'POST', body });
    return await answer.text();
  } catch {
    return null;
  }
}

describe('a server that is killed in the middle of a burst of notifications', () => {
  it('has paid every order whose notification it answered with success', async () => {
    const before = await shop.goods();
    const orders = [];
    for (let count = 0; count < BURST; count += 1) orders.push(await shop.place());
    const messages = orders.map((order) => shop.signed(shop.paidFields(order)));

    const victim = await startServer(shop.settings);
    let answered = 0;
    let kill: Promise<void> | undefined;
    const answers = await Promise.all(
      messages.map(async (fields) => {
        const text = await post(victim.url, fields);
        if (text === 'success' && (answered += 1) === 10) kill = victim.kill();
        return text;
      }),
    );
    await kill;
    const acknowledged = orders.filter((_, index) => answers[index] === 'success');
    expect(acknowledged.length).toBeGreaterThanOrEqual(10);
    expect(acknowledged.length).toBeLessThan(BURST);
    for (const { sn } of acknowledged) {
      expect((await shop.order(sn)).status).toBe('TRADE_SUCCESS');
    }

    // Alipay tells all of it again to the next process.
    const { url } = await startServer(shop.settings);
    const repeated = await Promise.all(messages.map((fields) => post(url, fields)));
    expect(new Set(repeated)).toEqual(new Set(['success']));
    for (const order of orders) {
      expect((await shop.order(order.sn)).status).toBe('TRADE_SUCCESS');
      expect(await shop.payments(order)).toHaveLength(1);
    }
    expect(await shop.goods()).toMatchObject({
      soldCount: before.soldCount + BURST * PIECES,
      stock: before.stock - BURST * PIECES,
    });
  }, 90_000);
});
