import { beforeEach, describe, expect, it } from 'vitest';
import { Goods } from '../../../src/goods/entities/index.js';
import { OrderChange } from '../../../src/orders/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { goodsOf, setStock, stockOf } from '../../support/stock.js';
import { fill, ORDER, ordersOf, whereabouts } from '../../support/till.js';

describe('orders', () => {
  const settings = testSettings({ FREIGHT_CENTS: '1000', FREE_SHIPPING_FROM_CENTS: '9900' });
  const app = testApp(settings, { seed: seedCatalogue });
  let alice: Shopper;

  beforeEach(async () => {
    alice = await shopper(app);
  });

  const history = async ({ id }: { id: number }) => {
    const changes = await app.dataSource.manager.find(OrderChange, {
      where: { orderId: id },
      order: { id: 'ASC' },
    });
    return changes.map(({ fromStatus, toStatus, actor }) => [fromStatus, toStatus, actor]);
  };

  describe('placing one', () => {
    it('turns the cart into an order and says where to pay it', async () => {
      await setStock(app, 3, 10);
      await setStock(app, 4, 10);
      await fill(alice, { 3: 2, 4: 1 });
      const { status, json } = await alice.post('/orders/', ORDER);
      expect(status).toBe(201);
      expect(Object.keys(json)).toEqual([
        'id',
        'pay_status',
        'trade_no',
        'order_sn',
        'pay_time',
        'alipay_url',
        'nonce_str',
        'pay_type',
        'post_script',
        'order_mount',
        'address',
        'signer_name',
        'singer_mobile',
        'add_time',
        'fulfilment',
        'tracking',
      ]);
      // 2 x 3.00 + 4.05, and 10.00 for sending it.
      expect(json).toMatchObject({
        pay_status: 'paying',
        trade_no: null,
        pay_time: null,
        pay_type: 'alipay',
        post_script: ORDER.post_script,
        order_mount: 20.05,
        address: ORDER.address,
        signer_name: ORDER.signer_name,
        singer_mobile: ORDER.singer_mobile,
      });
      expect(json.order_sn).toMatch(new RegExp(`^\\d{14}${alice.id}\\d{6}$`));
      expect(json.alipay_url).toMatch(/^https?:\/\//);
      expect((await alice.get('/shopcarts/')).json).toEqual([]);
      expect(await whereabouts(app, 3)).toMatchObject({ stock: 8, ordered: 2, sold: 0 });
      expect(await stockOf(app, 4)).toBe(9);
      expect(await history(json)).toEqual([[null, 'paying', `user:${alice.id}`]]);
    });

    it('believes no amount, number or state of the client', async () => {
      await fill(alice, { 3: 1 });
      const body = {
        ...ORDER,
        order_mount: -1,
        order_sn: 'mine',
        pay_status: 'TRADE_SUCCESS',
        trade_no: 'x',
      };
      const { json } = await alice.post('/orders/', body);
      expect(json).toMatchObject({ order_mount: 13, pay_status: 'paying', trade_no: null });
      expect(json.order_sn).not.toBe('mine');
    });

    it('takes the selected lines only', async () => {
      await fill(alice, { 1: 1, 2: 1 });
      await alice.patch('/shopcarts/2/', { selected: false });
      const { json } = await alice.post('/orders/', ORDER);
      const { goods } = (await alice.get(`/orders/${json.id}/`)).json;
      expect(goods.map((line: any) => line.goods.id)).toEqual([1]);
      expect((await alice.get('/shopcarts/')).json).toMatchObject([{ goods: { id: 2 } }]);
    });

    it.each([
      ['all its goods are free of it', { 1: 1 }, true, 1],
      ['its goods are worth enough', { 33: 3 }, false, 99],
      ['neither', { 33: 2 }, false, 76],
    ])('charges for sending unless %s: %o', async (_rule, pieces, isShipFree, total) => {
      const id = Number(Object.keys(pieces)[0]);
      await app.unitOfWork.run(({ manager }) => manager.update(Goods, id, { isShipFree }));
      await fill(alice, pieces as Record<number, number>);
      expect((await alice.post('/orders/', ORDER)).json.order_mount).toBe(total);
      await app.unitOfWork.run(({ manager }) =>
        manager.update(Goods, id, { isShipFree: id % 3 !== 0 }),
      );
    });

    it('accepts the total that the shopper was shown, and no other', async () => {
      await fill(alice, { 3: 2 });
      const wrong = await alice.post('/orders/', { ...ORDER, expected_total: '6.00' });
      expect(wrong.status).toBe(400);
      expect(wrong.text).toBe('{"expected_total":["商品价格有变化，当前应付金额为16.00元"]}');
      expect((await alice.get('/shopcarts/')).json).toHaveLength(1);
      const right = await alice.post('/orders/', { ...ORDER, expected_total: '16.00' });
      expect(right.status).toBe(201);
    });

    it('takes an empty message, as the storefront sends one', async () => {
      await fill(alice, { 1: 1 });
      expect((await alice.post('/orders/', { ...ORDER, post_script: '' })).status).toBe(201);
    });

    it.each([
      ['no address', { address: '' }, '{"address":["该字段不能为空。"]}'],
      ['no signer', { signer_name: ' ' }, '{"signer_name":["该字段不能为空。"]}'],
      ['no phone', { singer_mobile: 'call me' }, '{"singer_mobile":["请输入有效的电话号码"]}'],
      ['another way to pay', { pay_type: 'cash' }, '{"pay_type":["“cash” 不是合法选项。"]}'],
      [
        'several faults at once',
        { signer_name: 'x'.repeat(21), singer_mobile: '111111111111', order_mount: 'abc' },
        '{"order_mount":["请填写合法的数字。"],"signer_name":["请确保这个字段不能超过 20 个字符。"],"singer_mobile":["请确保这个字段不能超过 11 个字符。"]}',
      ],
    ])('refuses %s', async (_what, fault, text) => {
      await fill(alice, { 1: 1 });
      const answer = await alice.post('/orders/', { ...ORDER, ...fault });
      expect([answer.status, answer.text]).toEqual([400, text]);
      expect(await ordersOf(app, alice)).toEqual([]);
    });

    it('refuses an empty cart', async () => {
      const answer = await alice.post('/orders/', ORDER);
      expect([answer.status, answer.text]).toEqual([
        400,
        '{"non_field_errors":["购物车中没有选中的商品"]}',
      ]);
    });

    it('does nothing at all when one of the goods is out of stock, and says which', async () => {
      await setStock(app, 5, 10);
      await setStock(app, 6, 10);
      await fill(alice, { 5: 2, 6: 3 });
      await setStock(app, 6, 2);
      const answer = await alice.post('/orders/', ORDER);
      const { name } = await goodsOf(app, 6);
      expect([answer.status, answer.json]).toEqual([
        400,
        { non_field_errors: [`“${name}”库存不足，仅剩2件`] },
      ]);
      expect(await stockOf(app, 5)).toBe(10);
      expect((await alice.get('/shopcarts/')).json).toHaveLength(2);
      expect(await ordersOf(app, alice)).toEqual([]);
    });
  });

  describe('asked for again with the same key', () => {
    const key = { 'Idempotency-Key': '8e03978e-40d5-43dd-bc93-6894a57f9324' };

    it('is the first order, also when the cart is full again', async () => {
      await fill(alice, { 1: 1 });
      const first = await alice.post('/orders/', ORDER, key);
      await fill(alice, { 2: 1 });
      const second = await alice.post('/orders/', ORDER, key);
      expect([second.status, second.text]).toEqual([201, first.text]);
      expect(await ordersOf(app, alice)).toHaveLength(1);
      expect((await alice.get('/shopcarts/')).json).toHaveLength(1);
    });

    it('is one order for ten requests at once', async () => {
      await fill(alice, { 1: 1 });
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => alice.post('/orders/', ORDER, key)),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201));
      expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    });

    it('is refused when it asks for something else, whatever the order of its fields', async () => {
      await fill(alice, { 1: 1 });
      const first = await alice.post('/orders/', ORDER, key);
      const turned = Object.fromEntries(Object.entries(ORDER).toReversed());
      expect((await alice.post('/orders/', turned, key)).text).toBe(first.text);
      await fill(alice, { 2: 1 });
      const other = { ...ORDER, address: '别处' };
      const { status, json } = await alice.post('/orders/', other, key);
      expect([status, json]).toEqual([422, { detail: '该 Idempotency-Key 已用于另一请求' }]);
      expect(await ordersOf(app, alice)).toHaveLength(1);
      expect((await alice.get('/shopcarts/')).json).toHaveLength(1);
    });

    it('is one order for different requests at once, and the others are refused', async () => {
      await fill(alice, { 1: 1 });
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          alice.post('/orders/', { ...ORDER, address: `${i % 2} 号` }, key),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        ...Array<number>(5).fill(201),
        ...Array<number>(5).fill(422),
      ]);
      expect(await ordersOf(app, alice)).toHaveLength(1);
    });

    it('is tried again when the first one was refused', async () => {
      expect((await alice.post('/orders/', ORDER, key)).status).toBe(400);
      await fill(alice, { 1: 1 });
      expect((await alice.post('/orders/', ORDER, key)).status).toBe(201);
    });

    it('is nobody else’s', async () => {
      const bob = await shopper(app);
      for (const one of [alice, bob]) await fill(one, { 1: 1 });
      const [first, second] = [
        await alice.post('/orders/', ORDER, key),
        await bob.post('/orders/', ORDER, key),
      ];
      expect(first.json.id).not.toBe(second.json.id);
    });
  });

  describe('looking at them', () => {
    it('lists one’s own, the newest first, as a bare array', async () => {
      const ids = [];
      for (const goods of [21, 22, 23]) {
        await fill(alice, { [goods]: 1 });
        ids.unshift((await alice.post('/orders/', ORDER)).json.id);
      }
      const bob = await shopper(app);
      const { status, json } = await alice.get('/orders/');
      expect(status).toBe(200);
      expect(json.map(({ id }: any) => id)).toEqual(ids);
      expect((await bob.get('/orders/')).text).toBe('[]');
      expect((await bob.get(`/orders/${ids[0]}/`)).status).toBe(404);
      expect((await bob.delete(`/orders/${ids[0]}/`)).status).toBe(404);
    });

    it('shows what was ordered at the price and by the name of then', async () => {
      await fill(alice, { 7: 2 });
      const { json: placed } = await alice.post('/orders/', ORDER);
      const before = await goodsOf(app, 7);
      const change = { shopPriceCents: 99999, name: '涨价了' };
      await app.unitOfWork.run(({ manager }) => manager.update(Goods, 7, change));
      const { status, json } = await alice.get(`/orders/${placed.id}/`);
      expect(status).toBe(200);
      expect(Object.keys(json)).toEqual([
        'id',
        'goods',
        'alipay_url',
        'order_sn',
        'nonce_str',
        'trade_no',
        'pay_status',
        'pay_type',
        'post_script',
        'order_mount',
        'pay_time',
        'address',
        'signer_name',
        'singer_mobile',
        'add_time',
        'user',
        'fulfilment',
        'tracking',
      ]);
      expect(json).toMatchObject({ id: placed.id, user: alice.id, order_mount: 14 });
      const [line] = json.goods;
      expect(Object.keys(line)).toEqual(['id', 'goods', 'goods_num', 'add_time', 'order']);
      expect(line).toMatchObject({ goods_num: 2, order: placed.id, add_time: json.add_time });
      expect(line.goods).toMatchObject({ id: 7, name: before.name, shop_price: 7 });
      expect(line.goods.images).toHaveLength(2);
      const { shopPriceCents, name } = before;
      await app.unitOfWork.run(({ manager }) => manager.update(Goods, 7, { shopPriceCents, name }));
    });

    it('still shows goods that have left the catalogue', async () => {
      await fill(alice, { 40: 1 });
      const { json: placed } = await alice.post('/orders/', ORDER);
      const { name } = await goodsOf(app, 40);
      await app.unitOfWork.run(({ manager }) => manager.delete(Goods, 40));
      const { json } = await alice.get(`/orders/${placed.id}/`);
      expect(json.goods[0].goods).toMatchObject({ id: 40, name, shop_price: 40.05 });
      expect((await alice.delete(`/orders/${placed.id}/`)).status).toBe(204);
    });

    it('needs a sign-in, and knows no PATCH', async () => {
      expect((await app.get('/orders/')).status).toBe(401);
      const answer = await alice.patch('/orders/1/', {});
      expect([answer.status, answer.text]).toEqual([405, '{"detail":"方法 “PATCH” 不被允许。"}']);
    });
  });

  describe('deleting one', () => {
    it('gives the pieces of an unpaid one back, and nobody sees it any more', async () => {
      await setStock(app, 8, 10);
      await fill(alice, { 8: 3 });
      const { json } = await alice.post('/orders/', ORDER);
      const answer = await alice.delete(`/orders/${json.id}/`);
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect(await stockOf(app, 8)).toBe(10);
      expect((await alice.get('/orders/')).text).toBe('[]');
      expect((await alice.get(`/orders/${json.id}/`)).status).toBe(404);
      expect((await alice.delete(`/orders/${json.id}/`)).status).toBe(404);
      expect(await history(json)).toEqual([
        [null, 'paying', `user:${alice.id}`],
        ['paying', 'TRADE_CLOSED', `user:${alice.id}`],
      ]);
    });

    it('gives back once, however often it is pressed', async () => {
      await setStock(app, 9, 10);
      await fill(alice, { 9: 3 });
      const { json } = await alice.post('/orders/', ORDER);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => alice.delete(`/orders/${json.id}/`)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(404)]);
      expect(await stockOf(app, 9)).toBe(10);
    });
  });

  it('gives every order a number of its own', async () => {
    const everybody = await shoppers(app, 5);
    const placed = await Promise.all(
      everybody.map(async (one) => {
        const numbers = [];
        for (let count = 0; count < 10; count += 1) {
          await fill(one, { 2: 1 });
          numbers.push((await one.post('/orders/', ORDER)).json.order_sn as string);
        }
        return numbers;
      }),
    );
    expect(new Set(placed.flat()).size).toBe(50);
  });
});
