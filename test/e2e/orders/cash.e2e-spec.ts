import { beforeEach, describe, expect, it } from 'vitest';
import { Payment, Refund } from '../../../src/payments/entities/index.js';
import { OrdersService } from '../../../src/orders/orders.service.js';
import { Order, OrderChange } from '../../../src/orders/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { PARCEL, reloadOrder } from '../../support/fulfilment.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { staff } from '../../support/staff.js';
import { setStock } from '../../support/stock.js';
import { fill, whereabouts } from '../../support/till.js';
import { changeUser } from '../../support/users.js';

describe('cash on delivery', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let alice: Shopper;
  let order: Order;

  beforeEach(async () => {
    await setStock(app, 3, 100);
    alice = await shopper(app);
    await fill(alice, { 3: 2 });
    const wanted = {
      payType: 'cash' as const,
      postScript: '',
      address: '杭州市文三路1号',
      signerName: '爱丽丝',
      signerMobile: '13900000001',
    };
    const { id } = await app.nest.get(OrdersService).place(alice.id, wanted, (_tx, work) => work());
    order = await reloadOrder(app, id);
  });

  const path = (what: string) => `/staff/orders/${order.id}/${what}/`;
  const sender = () => staff(app, 'orders.ship_order', 'orders.collect_order');

  it('is booked once when the parcel arrives, with its history', async () => {
    const carrier = await sender();
    expect((await carrier.post(path('collect'), {})).status).toBe(400);
    expect((await carrier.post(path('ship'), PARCEL)).status).toBe(201);
    const before = await whereabouts(app, 3);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => carrier.post(path('collect'), {})),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400]);
    expect(answers.find(({ status }) => status === 200)!.json).toMatchObject({
      pay_status: 'TRADE_SUCCESS',
      fulfilment: 'received',
    });
    const payments = await app.dataSource.manager.findBy(Payment, { orderSn: order.sn });
    expect(payments).toMatchObject([
      { provider: 'cash', kind: 'paid', amountCents: order.totalCents, nextCheckAt: null },
    ]);
    const { soldCount } = await whereabouts(app, 3);
    expect(soldCount).toBe(before.soldCount + 2);
    const steps = await app.dataSource.manager.find(OrderChange, {
      where: { orderId: order.id },
      order: { id: 1 },
    });
    expect(steps.map(({ toStatus }) => toStatus)).toEqual([
      'on_delivery',
      'to_send',
      'sent',
      'TRADE_SUCCESS',
      'received',
    ]);
    expect(steps.slice(-2).map(({ actor }) => actor)).toEqual(Array(2).fill(`user:${carrier.id}`));
  });

  it('may be booked after the buyer has said that it arrived', async () => {
    const carrier = await sender();
    await carrier.post(path('ship'), PARCEL);
    expect((await alice.post(`/orders/${order.id}/receive/`, {})).status).toBe(200);
    expect((await carrier.post(path('collect'), {})).status).toBe(200);
  });

  it('is booked by those who may, and once by the same Idempotency-Key', async () => {
    const carrier = await sender();
    await carrier.post(path('ship'), PARCEL);
    const other = await staff(app, 'orders.ship_order');
    expect((await other.post(path('collect'), {})).status).toBe(403);
    expect((await alice.post(path('collect'), {})).status).toBe(403);
    const key = { 'Idempotency-Key': 'door' };
    for (let time = 0; time < 2; time += 1) {
      expect((await carrier.post(path('collect'), {}, key)).status).toBe(200);
    }
    expect((await carrier.post('/staff/orders/999999/collect/', {})).status).toBe(404);
  });

  it('comes back once when the buyer does not take it, or is paid: never both', async () => {
    const carrier = await sender();
    expect((await carrier.post(path('refuse'), {})).status).toBe(400);
    const before = await whereabouts(app, 3);
    await carrier.post(path('ship'), PARCEL);
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => carrier.post(path('refuse'), {})),
      carrier.post(path('collect'), {}),
    ]);
    const done = answers.filter(({ status }) => status === 200);
    expect(done).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(4);
    const after = await whereabouts(app, 3);
    const isRefused = done[0]!.json.pay_status === 'TRADE_CLOSED';
    expect(done[0]!.json.fulfilment).toBe(isRefused ? 'returned' : 'received');
    expect(after.stock).toBe(before.stock + (isRefused ? 2 : 0));
    expect(after.soldCount).toBe(before.soldCount + (isRefused ? 0 : 2));
  });

  it('is refused at the door by those who may, with its history', async () => {
    const carrier = await sender();
    await carrier.post(path('ship'), PARCEL);
    const other = await staff(app, 'orders.ship_order');
    expect((await other.post(path('refuse'), {})).status).toBe(403);
    expect((await carrier.post(path('refuse'), {})).json).toMatchObject({
      pay_status: 'TRADE_CLOSED',
      fulfilment: 'returned',
    });
    const steps = await app.dataSource.manager.find(OrderChange, {
      where: { orderId: order.id },
      order: { id: 1 },
    });
    expect(steps.slice(-2)).toMatchObject([
      { toStatus: 'TRADE_CLOSED', actor: `user:${carrier.id}`, reason: 'not taken at the door' },
      { toStatus: 'returned', actor: `user:${carrier.id}` },
    ]);
  });

  it('is booked, or not taken, by somebody else than the buyer', async () => {
    const [carrier, buyer] = [await sender(), await sender()];
    await carrier.post(path('ship'), PARCEL);
    await app.unitOfWork.run(({ manager }) =>
      manager.update(Order, order.id, { userId: buyer.id }),
    );
    for (const what of ['collect', 'refuse']) {
      const { status, json } = await buyer.post(path(what), {});
      expect([status, json]).toEqual([403, { detail: '不能处理本人订单的款项，请由其他员工处理' }]);
    }
    expect((await reloadOrder(app, order.id)).status).toBe('on_delivery');
    expect((await carrier.post(path('collect'), {})).status).toBe(200);
  });

  it('is given back by hand: no provider is asked', async () => {
    const carrier = await sender();
    await carrier.post(path('ship'), PARCEL);
    await carrier.post(path('collect'), {});
    const boss = await shopper(app);
    await changeUser(app, boss, { role: 'administrator' });
    const { status, json } = await boss.post(`/orders/${order.id}/refund/`, {});
    expect([status, json.state]).toEqual([201, 'done']);
    expect((await reloadOrder(app, order.id)).status).toBe('REFUNDED');
    expect(await app.dataSource.manager.countBy(Refund, { orderSn: order.sn })).toBe(1);
  });
});
