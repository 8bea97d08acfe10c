import { beforeEach, describe, expect, it } from 'vitest';
import { CartLine } from '../../../src/cart/entities/index.js';
import { FulfilmentService } from '../../../src/orders/fulfilment/fulfilment.service.js';
import { type Order, OrderPayments } from '../../../src/orders/index.js';
import { Address } from '../../../src/user-operations/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { PARCEL, paidOrder, receivedOrder } from '../../support/fulfilment.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { setStock, stockOf } from '../../support/stock.js';
import { addressOf, fill, ordersOf } from '../../support/till.js';

describe('orders of the Meiduo pages', () => {
  const settings = testSettings({
    FREIGHT_CENTS: '1000',
    FREE_SHIPPING_FROM_CENTS: '9900',
    THROTTLE_ORDER: '1000/minute',
    UNPAID_ORDERS_MAX: '4',
  });
  const app = testApp(settings, { seed: seedCatalogue });
  let alice: Shopper;
  let address: number;

  beforeEach(async () => {
    alice = await shopper(app);
    address = await addressOf(alice);
  });

  const place = (body: object, headers?: Record<string, string>) =>
    alice.post('/orders/', { address, pay_method: 2, ...body }, headers);
  const list = async (query = 'page=1&page_size=5') => (await alice.get(`/orders/?${query}`)).json;

  describe('placing one', () => {
    it.each([1, 2, '1', '2'])('takes pay_method %j', async (pay_method) => {
      await fill(alice, { 3: 2, 4: 1 });
      const { status, json } = await place({ pay_method });
      expect([status, Object.keys(json)]).toEqual([201, ['order_id']]);
      const [order] = (await ordersOf(app, alice)) as [Order];
      expect(json.order_id).toBe(order.sn);
      expect(order.sn).toMatch(/^\d+$/);
      expect(order).toMatchObject({
        payType: Number(pay_method) === 1 ? 'cash' : 'alipay',
        status: Number(pay_method) === 1 ? 'on_delivery' : 'paying',
        totalCents: 2005,
        freightCents: 1000,
        address: '浙江省杭州市西湖区文三路1号',
        signerName: '爱丽丝',
        signerMobile: '13900000001',
      });
    });

    it('takes what is selected out of the stock and the cart, and keeps the rest', async () => {
      await setStock(app, 3, 10);
      await fill(alice, { 3: 2, 4: 1 });
      await alice.request('PUT', '/cart/', { body: { sku_id: 4, count: 1, selected: false } });
      expect((await place({})).status).toBe(201);
      expect(await stockOf(app, 3)).toBe(8);
      const { json } = await alice.get('/cart/');
      expect(json.map(({ id }: { id: number }) => id)).toEqual([4]);
    });

    it.each([
      ['an address that is none', { address: 0 }],
      ['an address of nobody', { address: 999_999 }],
      ['no address', { address: undefined }],
      ['another way to pay', { pay_method: 3 }],
      ['no number', { address: 'home' }],
    ])('refuses %s by field', async (_what, body) => {
      await fill(alice, { 3: 1 });
      const { status, json } = await place(body);
      expect([status, Object.keys(json)]).toEqual([400, Object.keys(body)]);
      expect(await ordersOf(app, alice)).toEqual([]);
    });

    it('refuses the address of somebody else, and one that is deleted', async () => {
      await fill(alice, { 3: 1 });
      const others = await addressOf(await shopper(app));
      const message = (id: number) => `{"address":["无效主键 “${id}” － 对象不存在。"]}`;
      const other = await place({ address: others });
      expect([other.status, other.text]).toEqual([400, message(others)]);
      await alice.delete(`/addresses/${address}/`);
      const deleted = await place({});
      expect([deleted.status, deleted.text]).toEqual([400, message(address)]);
    });

    it('says what a person should read in a bare list', async () => {
      const empty = await place({});
      expect([empty.status, empty.text]).toEqual([400, '["购物车中没有选中的商品"]']);
      await fill(alice, { 3: 2 });
      await setStock(app, 3, 1);
      const few = await place({});
      expect([few.status, few.text]).toEqual([400, '["商品库存不足"]']);
      const english = await place({}, { 'Accept-Language': 'en' });
      expect(english.text).toBe('["Not enough in stock."]');
      await setStock(app, 3, 100);
      await app.unitOfWork.run(({ manager }) =>
        manager.update(Address, address, { receiver: '名'.repeat(21) }),
      );
      const long = await place({});
      expect([long.status, long.text]).toEqual([400, '["收货地址或收货人姓名过长"]']);
      expect(await app.dataSource.manager.countBy(CartLine, { userId: alice.id })).toBe(1);
    });

    it('is done once when a request is repeated with its key', async () => {
      await fill(alice, { 3: 1 });
      const key = { 'Idempotency-Key': 'press' };
      const answers = await Promise.all(Array.from({ length: 5 }, () => place({}, key)));
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect(await ordersOf(app, alice)).toHaveLength(1);
      expect((await place({ pay_method: 1 }, key)).status).toBe(422);
    });

    it('is for those who have signed in', async () => {
      const { status, json } = await app.request('POST', '/orders/', { body: { pay_method: 1 } });
      expect([status, Object.keys(json)]).toEqual([401, ['detail']]);
      expect((await app.get('/orders/?page=1&page_size=5')).status).toBe(401);
    });

    it('counts against the same limit of unpaid orders', async () => {
      await setStock(app, 5, 1000);
      for (let number = 0; number < 4; number += 1) {
        await fill(alice, { 5: 1 });
        expect((await place({})).status).toBe(201);
      }
      await fill(alice, { 5: 1 });
      const { status, json } = await place({ pay_method: 1 });
      expect([status, json]).toEqual([400, ['您有4笔订单尚未支付，请先支付或取消']]);
    });
  });

  describe('the list', () => {
    it('shows a page of the own orders, the latest first, as they were ordered', async () => {
      await fill(await shopper(app), { 3: 1 });
      for (const goods of [3, 6, 4]) {
        await fill(alice, { [goods]: 2 });
        await place({ pay_method: goods === 6 ? 1 : 2 });
      }
      const [, second] = (await ordersOf(app, alice)) as [Order, Order];
      const first = await list('page=1&page_size=2');
      expect([first.count, first.previous, first.results.length]).toEqual([3, null, 2]);
      expect(first.next).toBe(`${app.url}/orders/?page=2&page_size=2`);
      expect(first.results[1]).toEqual({
        order_id: second.sn,
        create_time: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
        total_amount: '22.10',
        freight: '10.00',
        status: 2,
        pay_method: 1,
        skus: [
          {
            id: expect.any(Number),
            count: 2,
            price: '6.05',
            sku: {
              id: 6,
              name: '云南海鲜 6号 500G',
              default_image_url: `${app.url}/media/goods/images/6-1.svg`,
            },
          },
        ],
      });
      const beyond = await alice.get('/orders/?page=9&page_size=2');
      expect([beyond.status, beyond.text]).toEqual([404, '{"detail":"无效页面。"}']);
      expect(await list('page=1&page_size=100')).toMatchObject({ next: null });
    });

    it('is the bare list of the other family without a size of pages', async () => {
      await fill(alice, { 3: 1 });
      await place({});
      const { json } = await alice.get('/orders/');
      expect(json[0]).toMatchObject({
        pay_status: 'paying',
        address: '浙江省杭州市西湖区文三路1号',
      });
    });

    it('asks of the database the same however many orders there are', async () => {
      const count = async () =>
        (await app.queries(() => alice.get('/orders/?page=1&page_size=20'))).length;
      await receivedOrder(app, alice, { 3: 1, 4: 1 });
      const one = await count();
      for (let number = 0; number < 4; number += 1) await receivedOrder(app, alice, { 3: 1, 6: 1 });
      expect(await count()).toBe(one);
      // Who asks, how many, which, their lines, what waits for a review.
      expect(one).toBe(5);
    });
  });

  describe('the status', () => {
    const status = async () => (await list()).results[0].status;
    const parcel = { carrier: PARCEL.carrier, trackingNumber: PARCEL.tracking_number };

    it('follows payment, fulfilment and reviews from 1 to 5', async () => {
      await fill(alice, { 3: 1, 4: 1 });
      const { json } = await place({});
      const [order] = (await ordersOf(app, alice)) as [Order];
      expect(await status()).toBe(1);
      const { sn, totalCents: amountCents } = order;
      const payment = { sn, amountCents, tradeNo: `trade ${sn}`, paidAt: new Date() };
      await app.unitOfWork.run((tx) => app.nest.get(OrderPayments).markPaid(tx, payment));
      expect(await status()).toBe(2);
      const fulfilment = app.nest.get(FulfilmentService);
      await fulfilment.ship(order.id, parcel, alice.id, (_tx, work) => work());
      expect(await status()).toBe(3);
      await app.unitOfWork.run((tx) => fulfilment.receive(tx, order.id, alice.id));
      expect(await status()).toBe(4);
      for (const sku of [3, 4]) {
        expect(await status()).toBe(4);
        const said = { sku, comment: '很新鲜的水果', score: 5, is_anonymous: false };
        const answer = await alice.post(`/orders/${json.order_id}/comments/`, said);
        expect(answer.status).toBe(201);
      }
      expect(await status()).toBe(5);
    });

    it('is 2 of one that is paid for at the door, and 6 of one that is cancelled', async () => {
      await fill(alice, { 3: 1 });
      await place({ pay_method: 1 });
      expect(await status()).toBe(2);
      const [{ sn }] = (await ordersOf(app, alice)) as [Order];
      const wrong = await alice.get(`/orders/${sn}/payment/`);
      expect([wrong.status, wrong.text]).toEqual([400, '{"message":"订单信息有误"}']);
      const cause = { actor: 'timeout', reason: 'late' };
      await app.unitOfWork.run((tx) =>
        app.nest.get(OrderPayments).markClosed(tx, { sn, ...cause }),
      );
      expect(await status()).toBe(6);
    });

    it('is 6 once all the money went back', async () => {
      const { sn, totalCents: amountCents } = await paidOrder(app, alice, { 3: 1 });
      const repayment = { sn, amountCents, actor: 'user:1', reason: 'returned' };
      await app.unitOfWork.run((tx) => app.nest.get(OrderPayments).markRefunded(tx, repayment));
      expect(await status()).toBe(6);
    });
  });

  it('tell where to pay one that waits for its payment', async () => {
    await fill(alice, { 3: 1 });
    const { json } = await place({});
    const link = await alice.get(`/orders/${json.order_id}/payment/`);
    expect([link.status, Object.keys(link.json)]).toEqual([200, ['alipay_url']]);
  });
});
