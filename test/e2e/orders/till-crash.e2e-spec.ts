import { describe, expect, it } from 'vitest';
import { CartLine } from '../../../src/cart/entities/index.js';
import { Order, OrderChange, OrderLine } from '../../../src/orders/index.js';
import { TestApp, testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { startServer } from '../../support/server-process.js';
import { testSettings } from '../../support/settings.js';
import { shoppers, type Shopper } from '../../support/shoppers.js';
import { setStock } from '../../support/stock.js';
import { fill, ORDER, whereabouts } from '../../support/till.js';

describe('a server that is killed in the middle of a burst of orders', () => {
  const settings = testSettings();
  const app = testApp(settings, { seed: seedCatalogue });
  const BUYERS = 120;
  const STOCK = 1000;
  const GOODS = [3, 4];

  it('has every order that it acknowledged, and misses no piece', async () => {
    for (const id of GOODS) await setStock(app, id, STOCK);
    const buyers = await shoppers(app, BUYERS);
    for (const buyer of buyers) await fill(buyer, { 3: 2, 4: 1 });

    const victim = await startServer(settings);
    const acknowledged = new Map<Shopper, string>();
    let kill: Promise<void> | undefined;
    const outcomes = await Promise.allSettled(
      buyers.map(async (buyer) => {
        const { status, json } = await at(victim.url, buyer).post('/orders/', ORDER);
        if (status === 201) acknowledged.set(buyer, json.order_sn as string);
        if (acknowledged.size === BUYERS / 4) kill ??= victim.kill();
      }),
    );
    await kill;
    // Some are in, some are cut off.
    expect(acknowledged.size).toBeGreaterThanOrEqual(BUYERS / 4);
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);

    const successor = await startServer(settings);
    for (const [buyer, sn] of acknowledged) {
      const { status, json } = await at(successor.url, buyer).get('/orders/');
      expect([status, json.map((order: any) => order.order_sn)]).toEqual([200, [sn]]);
    }
    for (const [index, id] of GOODS.entries()) {
      const { stock, ordered } = await whereabouts(app, id);
      expect(stock + ordered).toBe(STOCK);
      const orders = await app.dataSource.manager.countBy(Order, {});
      expect(ordered).toBe(orders * (2 - index));
    }
    const { manager } = app.dataSource;
    for (const buyer of buyers) {
      const [order] = await manager.findBy(Order, { userId: buyer.id });
      const cartLines = await manager.countBy(CartLine, { userId: buyer.id });
      // Either the order as a whole, or the cart as it was.
      expect(cartLines).toBe(order ? 0 : 2);
      if (!order) continue;
      expect(await manager.countBy(OrderLine, { orderId: order.id })).toBe(2);
      expect(await manager.countBy(OrderChange, { orderId: order.id })).toBe(1);
    }
    // Whoever was cut off presses again.
    const cutOff = buyers.find((buyer) => !acknowledged.has(buyer));
    const again = await at(successor.url, cutOff!).post('/orders/', ORDER);
    expect([201, 400]).toContain(again.status);
  }, 90_000);

  function at(url: string, buyer: Shopper): Shopper {
    const server = new TestApp();
    server.url = url;
    return buyer.at(server);
  }
});
