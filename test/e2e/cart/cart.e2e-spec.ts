import { beforeEach, describe, expect, it } from 'vitest';
import { CartLine } from '../../../src/cart/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { ORDER } from '../../support/till.js';
import { setStock, stockOf } from '../../support/stock.js';

const jsonOf = (fields: string): string =>
  JSON.stringify(Object.fromEntries(new URLSearchParams(fields)));
const multipart = (fields: string): string => {
  const parts = [...new URLSearchParams(fields)].map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return `${parts.join('')}--b--\r\n`;
};

describe('the cart', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let alice: Shopper;

  beforeEach(async () => {
    alice = await shopper(app);
  });

  const lines = ({ id }: Shopper) => app.dataSource.manager.findBy(CartLine, { userId: id });

  describe('adding', () => {
    it('takes numbers as numbers and as text, and sums up', async () => {
      const first = await alice.post('/shopcarts/', { nums: '2', goods: '21' });
      expect(first.status).toBe(201);
      expect(first.text).toBe('{"nums":2,"goods":21}');
      const second = await alice.post('/shopcarts/', { nums: 1, goods: 21 });
      expect(second.status).toBe(201);
      expect(second.text).toBe('{"nums":3,"goods":21}');
      expect(await lines(alice)).toHaveLength(1);
    });

    it('takes a form', async () => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      const answer = await alice.request('POST', '/shopcarts/', {
        headers,
        body: 'nums=1&goods=25',
      });
      expect(answer.status).toBe(201);
      expect(answer.text).toBe('{"nums":1,"goods":25}');
    });

    it.each([
      ['an HTML form', (fields: string) => fields, 'application/x-www-form-urlencoded'],
      ['a form with files', multipart, 'multipart/form-data; boundary=b'],
      ['JSON', jsonOf, 'application/json'],
    ])('selects a line, and leaves it as it is, unless told: %s', async (_what, bodyOf, type) => {
      const headers = { 'Content-Type': type };
      const selected = async () => (await lines(alice)).map(({ isSelected }) => isSelected);
      const send = async (method: string, path: string, fields: string) => {
        const answer = await alice.request(method, path, { headers, body: bodyOf(fields) });
        expect(answer.status).toBeLessThan(300);
        return selected();
      };
      expect(await send('POST', '/shopcarts/', 'nums=1&goods=25')).toEqual([true]);
      expect(await send('PUT', '/shopcarts/25/', 'nums=2&goods=25')).toEqual([true]);
      expect(await send('PATCH', '/shopcarts/25/', 'selected=false')).toEqual([false]);
      expect(await send('PUT', '/shopcarts/25/', 'nums=3&goods=25')).toEqual([false]);
      expect(await send('POST', '/shopcarts/', 'nums=1&goods=25&selected=true')).toEqual([true]);
    });

    it('lets an order take what a form has added', async () => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      await alice.request('POST', '/shopcarts/', { headers, body: 'nums=1&goods=25' });
      const body = new URLSearchParams({ ...ORDER, order_mount: '1' }).toString();
      expect((await alice.request('POST', '/orders/', { headers, body })).status).toBe(201);
    });

    it.each([
      ['nothing', {}, '{"nums":["请选择购买数量"],"goods":["该字段是必填项。"]}'],
      ['no pieces', { nums: 0, goods: 21 }, '{"nums":["商品数量不能小于一"]}'],
      ['less than nothing', { nums: -1, goods: 21 }, '{"nums":["商品数量不能小于一"]}'],
      ['no number', { nums: 'abc', goods: 21 }, '{"nums":["请填写合法的整数值。"]}'],
      [
        'null',
        { nums: null, goods: null },
        '{"nums":["该字段不能为 null。"],"goods":["该字段不能为 null。"]}',
      ],
      [
        'unknown goods',
        { nums: 1, goods: 99999 },
        '{"goods":["无效主键 “99999” － 对象不存在。"]}',
      ],
      ['more than a column holds', { nums: 2147483648, goods: 21 }, undefined],
      ['more than the limit', { nums: 100, goods: 21 }, '{"nums":["请确保该值小于或者等于 99。"]}'],
    ])('refuses %s', async (_what, body, text) => {
      const answer = await alice.post('/shopcarts/', body);
      expect(answer.status).toBe(400);
      if (text !== undefined) expect(answer.text).toBe(text);
      expect(await lines(alice)).toEqual([]);
    });

    it('refuses more than there is, what is in the cart included', async () => {
      await setStock(app, 30, 3);
      await alice.post('/shopcarts/', { nums: 2, goods: 30 });
      const answer = await alice.post('/shopcarts/', { nums: 2, goods: 30 });
      expect(answer.status).toBe(400);
      expect(answer.text).toBe('{"nums":["商品库存不足，仅剩3件"]}');
      expect((await alice.get('/shopcarts/30/')).json).toEqual({ nums: 2, goods: 30 });
    });

    it('sums up requests that come at once, in one line', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => alice.post('/shopcarts/', { nums: 2, goods: 22 })),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
      expect(await lines(alice)).toMatchObject([{ goodsId: 22, quantity: 40 }]);
      const seen = answers.map(({ json }) => json.nums as number).sort((a, b) => a - b);
      expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) * 2));
    });

    it('stops at the stock, however many ask at once', async () => {
      await setStock(app, 31, 5);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => alice.post('/shopcarts/', { nums: 1, goods: 31 })),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 400)).toHaveLength(15);
      expect(await lines(alice)).toMatchObject([{ goodsId: 31, quantity: 5 }]);
    });
  });

  describe('the page', () => {
    it('shows the goods of every line in the order of adding, as a bare array', async () => {
      for (const goods of [22, 21, 25]) await alice.post('/shopcarts/', { nums: 1, goods });
      const { status, json } = await alice.get('/shopcarts/');
      expect(status).toBe(200);
      expect(json.map(({ goods, nums }: any) => [goods.id, nums])).toEqual([
        [22, 1],
        [21, 1],
        [25, 1],
      ]);
      const { json: goods } = await app.get('/goods/22/');
      expect({ ...json[0].goods, click_num: 0 }).toEqual({ ...goods, click_num: 0 });
      expect(json[0].selected).toBe(true);
    });

    it('asks the database as often for ten lines as for two', async () => {
      const count = async () => (await app.queries(() => alice.get('/shopcarts/'))).length;
      for (const goods of [1, 2]) await alice.post('/shopcarts/', { nums: 1, goods });
      const forTwo = await count();
      for (const goods of [3, 4, 5, 6, 7, 8, 9, 10]) {
        await alice.post('/shopcarts/', { nums: 1, goods });
      }
      expect(await count()).toBe(forTwo);
    });
  });

  it('belongs to its owner alone', async () => {
    const [bob] = await shoppers(app, 1);
    await alice.post('/shopcarts/', { nums: 1, goods: 23 });
    expect((await bob!.get('/shopcarts/')).json).toEqual([]);
    for (const answer of [
      await bob!.get('/shopcarts/23/'),
      await bob!.patch('/shopcarts/23/', { nums: 5 }),
      await bob!.delete('/shopcarts/23/'),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.text).toBe('{"detail":"未找到。"}');
    }
    expect((await app.get('/shopcarts/')).status).toBe(401);
    expect((await alice.get('/shopcarts/23/')).json).toEqual({ nums: 1, goods: 23 });
  });

  describe('changing', () => {
    beforeEach(() => alice.post('/shopcarts/', { nums: 4, goods: 21 }));

    it('sets the number', async () => {
      const answer = await alice.patch('/shopcarts/21/', { nums: 5 });
      expect([answer.status, answer.text]).toEqual([200, '{"nums":5,"goods":21}']);
    });

    it('needs the goods in a PUT, and ignores other ones', async () => {
      const missing = await alice.request('PUT', '/shopcarts/21/', { body: { nums: 5 } });
      expect([missing.status, missing.text]).toEqual([400, '{"goods":["该字段是必填项。"]}']);
      const other = await alice.request('PUT', '/shopcarts/21/', { body: { nums: 3, goods: 30 } });
      expect([other.status, other.text]).toEqual([200, '{"nums":3,"goods":21}']);
    });

    it('keeps everything when nothing is sent', async () => {
      const answer = await alice.patch('/shopcarts/21/', {});
      expect([answer.status, answer.text]).toEqual([200, '{"nums":4,"goods":21}']);
    });

    it('refuses numbers below one, above the stock and above the limit', async () => {
      await setStock(app, 21, 50);
      const texts = [];
      for (const nums of [0, 51, 100]) {
        const answer = await alice.patch('/shopcarts/21/', { nums });
        expect(answer.status).toBe(400);
        texts.push(answer.text);
      }
      expect(texts).toEqual([
        '{"nums":["商品数量不能小于一"]}',
        '{"nums":["商品库存不足，仅剩50件"]}',
        '{"nums":["请确保该值小于或者等于 99。"]}',
      ]);
    });

    it('refuses to add what would be more than a column holds', async () => {
      const body = { goods: 21, nums: 2_147_483_647 };
      const answer = await alice.post('/shopcarts/', body);
      expect([answer.status, answer.text]).toEqual([
        400,
        '{"nums":["请确保该值小于或者等于 99。"]}',
      ]);
    });

    it('speaks English when asked to', async () => {
      await setStock(app, 21, 50);
      const headers = { 'Accept-Language': 'en' };
      const body = { nums: 51 };
      const answer = await alice.request('PATCH', '/shopcarts/21/', { headers, body });
      expect(answer.text).toBe('{"nums":["Only 50 in stock."]}');
    });

    it('takes a line out of the next order, and back in', async () => {
      await alice.patch('/shopcarts/21/', { selected: false });
      expect((await alice.get('/shopcarts/')).json[0].selected).toBe(false);
      await alice.patch('/shopcarts/21/', { selected: true });
      expect((await alice.get('/shopcarts/')).json[0].selected).toBe(true);
    });

    it('removes a line once', async () => {
      const first = await alice.delete('/shopcarts/21/');
      expect([first.status, first.text]).toEqual([204, '']);
      expect((await alice.delete('/shopcarts/21/')).status).toBe(404);
      expect((await alice.get('/shopcarts/')).text).toBe('[]');
    });
  });

  it('leaves the stock alone', async () => {
    const before = await stockOf(app, 24);
    await alice.post('/shopcarts/', { nums: 4, goods: 24 });
    expect(await stockOf(app, 24)).toBe(before);
  });
});
