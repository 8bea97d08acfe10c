import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OrderChange, OrderPayments, type Order } from '../../../src/orders/index.js';
import { AutoReceive } from '../../../src/orders/fulfilment/auto-receive.js';
import { Shipment } from '../../../src/orders/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { paidOrder, PARCEL, reloadOrder } from '../../support/fulfilment.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { staff } from '../../support/staff.js';
import { fill, ORDER, whereabouts } from '../../support/till.js';

const DAY = 86_400_000;

describe('sending orders', () => {
  const app = testApp(testSettings({ AUTO_RECEIVE_DAYS: '10' }), { seed: seedCatalogue });
  let alice: Shopper;
  let sender: Shopper;
  let order: Order;

  beforeAll(async () => {
    sender = await staff(app, 'orders.ship_order', 'orders.view_order', 'orders.view_orderchange');
  });

  beforeEach(async () => {
    alice = await shopper(app);
    order = await paidOrder(app, alice, { 3: 2, 4: 1 });
  });

  const ship = (body: object = {}, headers: Record<string, string> = {}) =>
    sender.post(`/staff/orders/${order.id}/ship/`, { ...PARCEL, ...body }, headers);
  const receive = () => alice.post(`/orders/${order.id}/receive/`, {});
  const refund = (amountCents: number, restock = true) =>
    app.unitOfWork.run((tx) =>
      app.nest.get(OrderPayments).markRefunded(tx, {
        sn: order.sn,
        amountCents,
        restock,
        actor: 'user:1',
        reason: 'because',
      }),
    );
  const fulfilment = async () => (await reloadOrder(app, order.id)).fulfilment;
  const codes = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

  it('begins when an order is paid, not before', async () => {
    await fill(alice, { 3: 1 });
    const { json } = await alice.post('/orders/', ORDER);
    expect(json).toMatchObject({ fulfilment: 'none', tracking: [] });
    const [, paid] = (await alice.get('/orders/')).json;
    expect(paid).toMatchObject({ pay_status: 'TRADE_SUCCESS', fulfilment: 'to_send' });
    const refused = await sender.post(`/staff/orders/${json.id}/ship/`, PARCEL);
    expect([refused.status, refused.text]).toEqual([
      400,
      '{"non_field_errors":["该订单没有待发货的商品"]}',
    ]);
  });

  it('tells the buyer carrier and tracking number, in the list and of the one', async () => {
    const { status, json } = await ship();
    expect(status).toBe(201);
    expect(json).toMatchObject({ ...PARCEL, sent_by: sender.id });
    const [listed] = (await alice.get('/orders/')).json;
    const one = (await alice.get(`/orders/${order.id}/`)).json;
    for (const shown of [listed, one]) {
      expect(shown).toMatchObject({ fulfilment: 'sent', tracking: [PARCEL] });
      expect(Object.keys(shown.tracking[0])).toEqual(['carrier', 'tracking_number', 'sent_time']);
    }
  });

  it('goes in parcels of some pieces each until nothing is left', async () => {
    const [first, second] = order.lines;
    const one = await ship({ lines: [{ line: first!.id, count: 1 }] });
    expect(one.status).toBe(201);
    expect(await fulfilment()).toBe('partly_sent');
    const tooMany = await ship({ lines: [{ line: first!.id, count: 2 }] });
    expect([tooMany.status, tooMany.text]).toEqual([
      400,
      `{"lines":["订单行${first!.id}：仅剩1件待发货"]}`,
    ]);
    const twice = [first!, first!].map(({ id }) => ({ line: id, count: 1 }));
    expect((await ship({ lines: twice })).status).toBe(400);
    expect((await receive()).status).toBe(400);
    expect((await ship()).json.lines).toEqual([
      { line: first!.id, count: 1 },
      { line: second!.id, count: 1 },
    ]);
    expect(await fulfilment()).toBe('sent');
    const { json } = await sender.get(`/staff/orders/${order.id}/`);
    expect(json.shipments.map(({ lines }: any) => lines)).toEqual([
      [{ line: first!.id, count: 1 }],
      [
        { line: first!.id, count: 1 },
        { line: second!.id, count: 1 },
      ],
    ]);
    expect(json.goods.map(({ sent_num }: any) => sent_num)).toEqual([2, 1]);
  });

  it.each([
    ['no carrier', { carrier: '' }, 'carrier'],
    ['no pieces', { lines: [] }, 'lines'],
    ['a count of nothing', { lines: [{ line: 1, count: 0 }] }, 'lines'],
    ['a line of another order', { lines: [{ line: 999_999, count: 1 }] }, 'lines'],
  ])('refuses %s', async (_what, fault, field) => {
    const { status, json } = await ship(fault);
    expect([status, Object.keys(json)]).toEqual([400, [field]]);
    expect(await fulfilment()).toBe('to_send');
  });

  it('is for those who have the permission to ship', async () => {
    const path = `/staff/orders/${order.id}/ship/`;
    expect((await alice.post(path, PARCEL)).status).toBe(403);
    expect((await (await staff(app, 'orders.view_order')).post(path, PARCEL)).status).toBe(403);
    expect((await app.request('POST', path, { body: PARCEL })).status).toBe(401);
    expect((await sender.post('/staff/orders/999999/ship/', PARCEL)).status).toBe(404);
  });

  it('sends once, however many press at the same time', async () => {
    expect(codes(await Promise.all(Array.from({ length: 8 }, () => ship())))).toEqual([
      201,
      ...Array<number>(7).fill(400),
    ]);
    expect(await app.dataSource.manager.countBy(Shipment, { orderId: order.id })).toBe(1);
  });

  it('never sends a piece twice in parcels of parts at the same time', async () => {
    const line = order.lines[0]!.id;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ship({ lines: [{ line, count: 1 }] })),
    );
    expect(codes(answers)).toEqual([201, 201, 400, 400, 400, 400]);
    expect((await reloadOrder(app, order.id)).lines[0]!.sentQuantity).toBe(2);
  });

  it('repeats nothing that comes with the same Idempotency-Key', async () => {
    const lines = [{ line: order.lines[0]!.id, count: 1 }];
    const key = { 'Idempotency-Key': 'parcel' };
    const answers = [await ship({ lines }, key), await ship({ lines }, key)];
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect((await reloadOrder(app, order.id)).lines[0]!.sentQuantity).toBe(1);
  });

  describe('receiving', () => {
    it('is said by the buyer, once', async () => {
      expect((await receive()).status).toBe(400);
      await ship();
      const answers = await Promise.all(Array.from({ length: 5 }, receive));
      expect(codes(answers)).toEqual([200, 400, 400, 400, 400]);
      expect(await fulfilment()).toBe('received');
      expect(answers.find(({ status }) => status === 200)!.json).toMatchObject({
        id: order.id,
        fulfilment: 'received',
        tracking: [PARCEL],
      });
    });

    it('is nobody else’s to say', async () => {
      await ship();
      const bob = await shopper(app);
      expect((await bob.post(`/orders/${order.id}/receive/`, {})).status).toBe(404);
      expect((await app.request('POST', `/orders/${order.id}/receive/`)).status).toBe(401);
    });

    it('happens by itself after the days of the settings, not earlier', async () => {
      await ship();
      const sweep = (days: number) =>
        app.nest.get(AutoReceive).sweep(new Date(Date.now() + days * DAY));
      await sweep(9.9);
      expect(await fulfilment()).toBe('sent');
      expect(await sweep(10.1)).toBeGreaterThanOrEqual(1);
      expect(await fulfilment()).toBe('received');
    });

    it('happens once when buyer and sweeps meet', async () => {
      await ship();
      const later = new Date(Date.now() + 11 * DAY);
      await Promise.all([
        receive(),
        app.nest.get(AutoReceive).sweep(later),
        receive(),
        app.nest.get(AutoReceive).sweep(later),
      ]);
      const entries = await app.dataSource.manager.countBy(OrderChange, {
        orderId: order.id,
        toStatus: 'received',
      });
      expect(entries).toBe(1);
    });
  });

  describe('refunds', () => {
    it('of everything take an order that is not sent off the list of those to send', async () => {
      const before = await whereabouts(app, 3);
      expect(await refund(order.totalCents)).toBe('refunded');
      expect(await fulfilment()).toBe('none');
      expect((await ship()).status).toBe(400);
      expect((await whereabouts(app, 3)).stock).toBe(before.stock + 2);
    });

    it('of a part leave it to be sent', async () => {
      await refund(100);
      expect(await fulfilment()).toBe('to_send');
      expect((await ship()).status).toBe(201);
    });

    it('after sending put no piece back that is with the buyer', async () => {
      await ship();
      const before = await whereabouts(app, 3);
      expect(await refund(order.totalCents)).toBe('refunded');
      expect(await fulfilment()).toBe('sent');
      expect((await whereabouts(app, 3)).stock).toBe(before.stock);
    });

    it('of an order sent in part put back what stays, and the parcels arrive', async () => {
      await ship({ lines: [{ line: order.lines[0]!.id, count: 1 }] });
      const before = await Promise.all([3, 4].map((id) => whereabouts(app, id)));
      await refund(order.totalCents);
      expect(await fulfilment()).toBe('sent');
      expect((await ship()).status).toBe(400);
      const after = await Promise.all([3, 4].map((id) => whereabouts(app, id)));
      for (const [index, { stock, soldCount }] of after.entries()) {
        expect([stock, soldCount]).toEqual([
          before[index]!.stock + 1,
          before[index]!.soldCount - 1,
        ]);
      }
      await app.nest.get(AutoReceive).sweep(new Date(Date.now() + 10.1 * DAY));
      expect(await fulfilment()).toBe('received');
    });

    it('either come before the parcel or after it', async () => {
      const [answer] = await Promise.all([ship(), refund(order.totalCents)]);
      const isSent = answer.status === 201;
      expect(await fulfilment()).toBe(isSent ? 'sent' : 'none');
    });
  });

  describe('the history', () => {
    const steps = async (who: Shopper, path: string) =>
      (await who.get(path)).json.results.map((step: any) => [
        step.to_status,
        step.actor,
        step.text,
      ]);

    it('tells the buyer who did what, but not the names of the staff', async () => {
      await ship();
      await receive();
      expect(await steps(alice, `/orders/${order.id}/history/`)).toEqual([
        ['paying', 'buyer', '已下单，待付款'],
        ['TRADE_SUCCESS', 'system', '已付款'],
        ['to_send', 'system', '待发货'],
        ['sent', 'staff', '已发货'],
        ['received', 'buyer', '已收货'],
      ]);
      const { json, text } = await alice.get(`/orders/${order.id}/history/?page_size=2&page=2`);
      expect(json).toMatchObject({ count: 5, next: expect.stringContaining('page=3') });
      expect(json.results[1]).toMatchObject({
        track: 'fulfilment',
        from_status: 'to_send',
        to_status: 'sent',
      });
      expect(text).not.toContain(`user:${sender.id}`);
      const english = await alice.request('GET', `/orders/${order.id}/history/`, {
        headers: { 'Accept-Language': 'en' },
      });
      expect(english.json.results[3].text).toBe('Sent');
    });

    it('tells the staff also the reason', async () => {
      await ship();
      const { json } = await sender.get(`/staff/orders/${order.id}/history/`);
      expect(json.results.at(-1)).toMatchObject({
        actor: `user:${sender.id}`,
        reason: '顺丰速运 SF1234567890',
      });
      expect((await alice.get(`/staff/orders/${order.id}/history/`)).status).toBe(403);
    });

    it('is of one’s own orders', async () => {
      const bob = await shopper(app);
      for (const id of [order.id, 999_999, 'x']) {
        expect((await bob.get(`/orders/${id}/history/`)).status).toBe(404);
      }
    });

    it('costs as many statements for many steps as for few', async () => {
      const count = async () =>
        (await app.queries(() => alice.get(`/orders/${order.id}/history/`))).length;
      const few = await count();
      await ship({ lines: [{ line: order.lines[0]!.id, count: 1 }] });
      await ship();
      await receive();
      expect(await count()).toBe(few);
    });
  });

  describe('all orders', () => {
    it('are listed for those who may view them, filtered and in pages', async () => {
      await ship();
      const { json } = await sender.get(`/staff/orders/?user=${alice.id}&fulfilment=sent`);
      expect(json).toMatchObject({
        count: 1,
        results: [{ id: order.id, user: alice.id, fulfilment: 'sent', refunded: 0 }],
      });
      expect(json.results[0]).not.toHaveProperty('alipay_url');
      const none = await sender.get(`/staff/orders/?user=${alice.id}&pay_status=paying`);
      expect(none.json.count).toBe(0);
      expect((await sender.get(`/staff/orders/?order_sn=${order.sn}`)).json.count).toBe(1);
      expect((await sender.get('/staff/orders/?fulfilment=lost')).status).toBe(400);
      expect((await alice.get('/staff/orders/')).status).toBe(403);
      expect((await app.get('/staff/orders/')).status).toBe(401);
    });

    it('cost the same number of statements however many there are', async () => {
      const count = async (size: number) =>
        (await app.queries(() => sender.get(`/staff/orders/?page_size=${size}`))).length;
      expect(await count(1)).toBe(await count(10));
    });
  });
});
