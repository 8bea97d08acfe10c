import { beforeEach, describe, expect, it } from 'vitest';
import { type Order, OrderPayments } from '../../../src/orders/index.js';
import { FulfilmentService } from '../../../src/orders/fulfilment/fulfilment.service.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import {
  expectGood,
  expectShown,
  expectStatus,
  PagesBrowser,
  PLACE,
} from '../../support/session-pages.js';
import { testSettings } from '../../support/settings.js';
import { goodsOf, setStock, stockOf } from '../../support/stock.js';
import { createUser } from '../../support/users.js';

describe('the session pages', () => {
  const app = testApp(testSettings({ FREIGHT_CENTS: '1000', THROTTLE_LOGIN: '10000/minute' }), {
    seed: seedCatalogue,
  });
  let browser: PagesBrowser;

  beforeEach(() => {
    browser = new PagesBrowser(app);
  });

  const signIn = async () => {
    const user = await createUser(app);
    expectGood(await browser.signIn(user.username));
    return user;
  };
  const add = (sku_id: number, count = 1) => browser.post('/carts/', { sku_id, count });
  const lines = async () =>
    (await browser.get('/carts/')).json.cart_skus.map(({ id, count, selected }: any) => [
      id,
      count,
      selected,
    ]);
  const address = async () =>
    (await browser.post('/addresses/create/', PLACE)).json.address.id as number;
  const commit = (address_id: unknown, pay_method: unknown = 2, headers = {}) =>
    browser.request('POST', '/orders/commit/', { body: { address_id, pay_method }, headers });
  const ordersOf = (userId: number) =>
    app.dataSource.query<Order[]>('SELECT * FROM orders_order WHERE userId = ?', [userId]);

  describe.each([
    ['strangers', false],
    ['users', true],
  ])('have a cart for %s', (_name, isSignedIn) => {
    beforeEach(async () => {
      if (isSignedIn) await signIn();
    });

    it('which tells its lines with what they cost', async () => {
      expectGood(await browser.get('/carts/'), { cart_skus: [] });
      expectGood(await add(4, 2), { count: 2 });
      expectGood(await add(4, 1), { count: 1 });
      const { name } = await goodsOf(app, 4);
      const line = {
        id: 4,
        name,
        price: '4.05',
        default_image_url: `${app.url}/media/goods/images/4-1.svg`,
        count: 3,
        selected: true,
      };
      expectGood(await browser.get('/carts/'), { cart_skus: [{ ...line, amount: '12.15' }] });
      expectGood(await browser.get('/carts/simple/'), { cart_skus: [line] });
      const set = await browser.put('/carts/', { sku_id: 4, count: 5, selected: false });
      expectGood(set, {
        cart_sku: { ...line, count: 5, selected: false, amount: '20.25' },
        count: 5,
      });
    });

    it('which is ticked and emptied', async () => {
      await add(4);
      await add(7);
      await browser.put('/carts/', { sku_id: 7, count: 2, selected: false });
      expectGood(await browser.put('/carts/selection/', { selected: true }));
      expect(await lines()).toEqual([
        [4, 1, true],
        [7, 2, true],
      ]);
      expectGood(await browser.delete('/carts/', { sku_id: 4 }));
      expect(await lines()).toEqual([[7, 2, true]]);
    });

    it('which refuses by the status: any 2xx is a success to the page', async () => {
      await setStock(app, 10, 3);
      for (const [body, text] of [
        [{ sku_id: 99999, count: 1 }, '商品不存在'],
        [{ sku_id: 10, count: 4 }, '商品库存不足'],
        [{ sku_id: 10, count: 0 }, expect.any(String)],
        [{}, '该字段是必填项。'],
      ] as const) {
        expectStatus(await browser.post('/carts/', body), 400, text);
        expectStatus(await browser.put('/carts/', body), 400, text);
      }
      expect(await lines()).toEqual([]);
    });
  });

  it('have one cart with the other families of pages', async () => {
    const user = await signIn();
    await add(4, 2);
    const { json } = await app.request('POST', '/authorizations/', {
      body: { username: user.username, password: 'shop12345' },
    });
    const { json: cart } = await app.get('/cart/', { Authorization: `JWT ${json.token}` });
    expect(cart).toMatchObject([{ id: 4, count: 2 }]);
  });

  describe('settle', () => {
    it('what is selected, to the addresses with the default one first', async () => {
      await signIn();
      await add(3, 2);
      await add(4);
      await browser.put('/carts/', { sku_id: 4, count: 1, selected: false });
      const [first, second] = [await address(), await address()];
      await browser.put(`/addresses/${second}/default/`);
      const { status, json } = await browser.get('/orders/settlement/');
      expect([status, json.code]).toEqual([200, 0]);
      expect(json.context).toMatchObject({
        addresses: [
          { id: second, province: '浙江省', receiver: '张三', mobile: '13900000002' },
          { id: first },
        ],
        nowsite: second,
        freight: '10.00',
        skus: [{ id: 3, count: 2, price: '3.00' }],
      });
    });

    it('what a stranger had put into the cart, right after signing in', async () => {
      await add(3, 2);
      await signIn();
      const { json } = await browser.get('/orders/settlement/');
      expect(json.context).toMatchObject({ addresses: [], nowsite: null, skus: [{ id: 3 }] });
    });

    it('for nobody: a 401 leads to the sign-in', async () => {
      expectStatus(await browser.get('/orders/settlement/'), 401, expect.any(String));
    });
  });

  describe('order', () => {
    it.each([1, 2, '2'])('by pay_method %j what is selected', async (method) => {
      const user = await signIn();
      await add(3, 2);
      await add(4);
      await browser.put('/carts/', { sku_id: 4, count: 1, selected: false });
      const answer = await commit(await address(), method);
      expectGood(answer, { order_id: expect.stringMatching(/^\d{20,}$/) });
      const [order] = await ordersOf(user.id);
      expect(order).toMatchObject({
        sn: answer.json.order_id,
        payType: method === 1 ? 'cash' : 'alipay',
        totalCents: 1600,
        freightCents: 1000,
        address: '浙江省杭州市西湖区文三路1号',
        signerName: '张三',
      });
      expect(await lines()).toEqual([[4, 1, false]]);
    });

    it.each([
      [0, 2, '请选择收货地址'],
      ['', 2, '请选择收货地址'],
      [undefined, 2, '请选择收货地址'],
      [999999, 2, expect.any(String)],
      ['own', 3, expect.any(String)],
      ['own', null, expect.any(String)],
    ])('is refused for address %j and method %j, in words', async (to, method, text) => {
      const user = await signIn();
      await add(3);
      expectShown(await commit(to === 'own' ? await address() : to, method), text);
      expect(await ordersOf(user.id)).toEqual([]);
      expect(await lines()).toHaveLength(1);
    });

    it('is refused to the address of somebody else', async () => {
      const other = new PagesBrowser(app);
      await other.signIn((await createUser(app)).username);
      const { json } = await other.post('/addresses/create/', PLACE);
      const user = await signIn();
      await add(3);
      expectShown(await commit(json.address.id), expect.any(String));
      expect(await ordersOf(user.id)).toEqual([]);
    });

    it('is refused when there are too few pieces, or nothing is selected', async () => {
      await signIn();
      const to = await address();
      expectShown(await commit(to), '购物车中没有选中的商品');
      await setStock(app, 11, 5);
      await add(11, 5);
      await setStock(app, 11, 4);
      expectShown(await commit(to), '商品库存不足');
      expect(await stockOf(app, 11)).toBe(4);
    });

    it('is one order however often it is sent with one key', async () => {
      const user = await signIn();
      await add(3);
      const to = await address();
      const headers = { 'Idempotency-Key': 'press-once' };
      const answers = await Promise.all([1, 2, 3].map(() => commit(to, 2, headers)));
      expect(new Set(answers.map(({ json }) => json.order_id)).size).toBe(1);
      expect(await ordersOf(user.id)).toHaveLength(1);
    });

    it('is for those who have signed in: the page shows so', async () => {
      expectShown(await commit(1), '身份认证信息未提供。');
    });
  });

  describe('list the own orders', () => {
    it.each(['/orders/get_personal_orders/', '/orders/info/'])('at %s, in words', async (path) => {
      const user = await signIn();
      const to = await address();
      const ids: string[] = [];
      for (const [sku, method] of [
        [3, 2],
        [4, 1],
        [5, 2],
      ] as const) {
        await add(sku, 2);
        ids.push((await commit(to, method)).json.order_id);
      }
      const { json } = await browser.get(`${path}?page=1&page_size=2`);
      expect(json).toMatchObject({ code: 0, count: 2 });
      expect(json.orders.map(({ order_id }: any) => order_id)).toEqual([ids[2], ids[1]]);
      const { name } = await goodsOf(app, 4);
      expect(json.orders[1]).toEqual({
        order_id: ids[1],
        create_time: expect.stringMatching(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/),
        total_amount: '8.10',
        pay_method: '货到付款',
        status: '待发货',
        sku_orders: [
          {
            sku_name: name,
            sku_price: '4.05',
            goods_price: '8.10',
            sku_count: 2,
            sku_image: `${app.url}/media/goods/images/4-1.svg`,
          },
        ],
      });
      expect(json.orders[0]).toMatchObject({ pay_method: '支付宝', status: '待支付' });
      const english = await browser.request('GET', path, { headers: { 'Accept-Language': 'en' } });
      expect(english.json.orders[0]).toMatchObject({ pay_method: 'Alipay', status: 'To be paid' });
      expect(await ordersOf(user.id)).toHaveLength(3);
      expectStatus(await browser.get(`${path}?page=9`), 404, '无效页面。');
    });

    it('with what waits for a review', async () => {
      const user = await signIn();
      await add(3);
      await commit(await address());
      const [order] = (await ordersOf(user.id)) as [Order];
      const { sn, totalCents: amountCents } = order;
      const payment = { sn, amountCents, tradeNo: `t${sn}`, paidAt: new Date() };
      await app.unitOfWork.run((tx) => app.nest.get(OrderPayments).markPaid(tx, payment));
      const fulfilment = app.nest.get(FulfilmentService);
      const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1' };
      await fulfilment.ship(order.id, parcel, user.id, (_tx, work) => work());
      await app.unitOfWork.run((tx) => fulfilment.receive(tx, order.id, user.id));
      const { json } = await browser.get('/orders/get_personal_orders/');
      expect(json.orders).toMatchObject([{ status: '待评价' }]);
    });

    it('and nobody else’s; whoever has not signed in is told by the code', async () => {
      await signIn();
      await add(3);
      await commit(await address());
      const other = new PagesBrowser(app);
      expectShown(await other.get('/orders/get_personal_orders/'), '身份认证信息未提供。');
      await other.signIn((await createUser(app)).username);
      expectGood(await other.get('/orders/get_personal_orders/'), { orders: [], count: 1 });
    });
  });
});
