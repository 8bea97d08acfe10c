import { beforeAll, describe, expect, it } from 'vitest';
import { OrderReturn, Shipment } from '../../../src/orders/entities/index.js';
import type { Order } from '../../../src/orders/index.js';
import { Payment } from '../../../src/payments/entities/index.js';
import { Review } from '../../../src/reviews/entities/index.js';
import { TestApp, testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { paidOrder, PARCEL } from '../../support/fulfilment.js';
import { expectSoundLife } from '../../support/life.js';
import { startServer } from '../../support/server-process.js';
import { testSettings } from '../../support/settings.js';
import { shoppers, type Shopper } from '../../support/shoppers.js';
import { staff } from '../../support/staff.js';
import { setStock } from '../../support/stock.js';

describe('a server that is killed while orders are sent, received, reviewed and returned', () => {
  const settings = testSettings();
  const app = testApp(settings, { seed: seedCatalogue });
  const BUYERS = 40;
  let bought: { buyer: Shopper; order: Order }[];
  let sender: Shopper;

  beforeAll(async () => {
    for (const id of [3, 4]) await setStock(app, id, 1000);
    sender = await staff(app, 'orders.ship_order');
    const buyers = await shoppers(app, BUYERS);
    bought = [];
    for (const buyer of buyers) {
      bought.push({ buyer, order: await paidOrder(app, buyer, { 3: 2, 4: 1 }) });
    }
    await app.unitOfWork.run(({ manager }) =>
      manager.insert(
        Payment,
        bought.map(({ order: { sn, tradeNo, totalCents, createdAt, paidAt } }) => ({
          provider: 'sandbox',
          kind: 'paid' as const,
          orderSn: sn,
          tradeNo: tradeNo!,
          amountCents: totalCents,
          createdAt,
          paidAt: paidAt!,
        })),
      ),
    );
  }, 60_000);

  it('has all that it acknowledged, and nothing by halves', async () => {
    const victim = await startServer(settings);
    const acknowledged = { sent: 0, returned: 0, reviewed: 0 };
    let kill: Promise<void> | undefined;
    const outcomes = await Promise.allSettled(
      bought.map(async ({ buyer, order: { id, lines } }) => {
        const [first, second] = lines;
        const there = at(victim.url, buyer);
        const sent = await at(victim.url, sender).post(`/staff/orders/${id}/ship/`, PARCEL);
        if (sent.status === 201) acknowledged.sent += 1;
        await there.post(`/orders/${id}/receive/`, {});
        const wanted = { lines: [{ line: first!.id, count: 1 }], reason: '破损' };
        const [returned, reviewed] = await Promise.all([
          there.post(`/orders/${id}/returns/`, wanted),
          there.post('/reviews/', { line: second!.id, score: 4, comment: '好' }),
        ]);
        if (returned.status === 201) acknowledged.returned += 1;
        if (reviewed.status === 201) acknowledged.reviewed += 1;
        if (acknowledged.reviewed === BUYERS / 4) kill ??= victim.kill();
      }),
    );
    await kill;
    expect(acknowledged.reviewed).toBeGreaterThanOrEqual(BUYERS / 4);
    expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);
    const { manager } = app.dataSource;
    expect(await manager.count(Shipment)).toBeGreaterThanOrEqual(acknowledged.sent);
    expect(await manager.count(OrderReturn)).toBeGreaterThanOrEqual(acknowledged.returned);
    expect(await manager.count(Review)).toBeGreaterThanOrEqual(acknowledged.reviewed);
    await expectSoundLife(manager);

    // Everybody presses again, and all of it is there once.
    for (const { buyer, order } of bought) {
      await sender.post(`/staff/orders/${order.id}/ship/`, PARCEL);
      await buyer.post(`/orders/${order.id}/receive/`, {});
      const line = order.lines[1]!.id;
      await buyer.post('/reviews/', { line, score: 4, comment: '好' });
    }
    expect(await manager.count(Shipment)).toBe(BUYERS);
    expect(await manager.count(Review)).toBe(BUYERS);
    await expectSoundLife(manager);
  }, 90_000);

  function at(url: string, somebody: Shopper): Shopper {
    const server = new TestApp();
    server.url = url;
    return somebody.at(server);
  }
});
