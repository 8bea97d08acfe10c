import { beforeEach, describe, expect, it } from 'vitest';
import { testApp, type Answer } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { goodsOf, setStock } from '../../support/stock.js';
import { fill } from '../../support/till.js';

describe('the cart of the Meiduo storefronts', () => {
  const app = testApp(testSettings({ FREIGHT_CENTS: '1000', TRUSTED_PROXIES: '127.0.0.1' }), {
    seed: seedCatalogue,
  });

  /** A browser that keeps the cookie; nobody is signed in, yet it sends a token as the pages do. */
  function browser() {
    let cookie = '';
    const request = async (method: string, path: string, body?: unknown, token = 'undefined') => {
      const headers = { Authorization: `JWT ${token}`, ...(cookie && { Cookie: cookie }) };
      const answer = await app.request(method, path, { headers, body });
      const set = answer.headers.get('set-cookie');
      if (set) cookie = set.split(';')[0]!;
      return answer;
    };
    return { request, cookie: () => cookie };
  }
  const counts = ({ json }: Answer) =>
    json.map(({ id, count, selected }: any) => [id, count, selected]);

  describe('of a stranger', () => {
    it.each([
      ['https', true],
      ['http', false],
    ])('travels over https alone where it came by %s: %s', async (scheme, secure) => {
      const headers = { 'X-Forwarded-Proto': scheme };
      const body = { sku_id: 4, count: 1 };
      const { headers: answered } = await app.request('POST', '/cart/', { headers, body });
      const cookie = answered.get('set-cookie')!;
      expect(cookie).toMatch(/HttpOnly/);
      expect(/; Secure(;|$)/.test(cookie)).toBe(secure);
    });

    it('is kept by the browser', async () => {
      const { request } = browser();
      expect((await request('GET', '/cart/')).text).toBe('[]');
      const added = await request('POST', '/cart/', { sku_id: '4', count: 2 });
      expect([added.status, added.text]).toEqual([201, '{"sku_id":4,"count":2,"selected":true}']);
      await request('POST', '/cart/', { sku_id: 4, count: 1 });
      await request('POST', '/cart/', { sku_id: 7, count: 1, selected: false });
      const { json } = await request('GET', '/cart/');
      const { name } = await goodsOf(app, 4);
      expect(json[0]).toEqual({
        id: 4,
        count: 3,
        name,
        default_image_url: `${app.url}/media/goods/images/4-1.svg`,
        price: '4.05',
        selected: true,
      });
      expect(json[1]).toMatchObject({ id: 7, count: 1, selected: false });
      const set = await request('PUT', '/cart/', { sku_id: 4, count: 5, selected: false });
      expect([set.status, set.json.count]).toEqual([200, 5]);
      const all = await request('PUT', '/cart/selection/', { selected: true });
      expect([all.status, all.text]).toEqual([200, '{"message":"OK"}']);
      const removed = await request('DELETE', '/cart/', { sku_id: 7 });
      expect([removed.status, removed.text]).toEqual([204, '']);
      expect(counts(await request('GET', '/cart/'))).toEqual([[4, 5, true]]);
    });

    it('is empty when somebody has tampered with it', async () => {
      const { request, cookie } = browser();
      await request('POST', '/cart/', { sku_id: 4, count: 2 });
      const [head, body, signature] = cookie().replace('cart=', '').split('.');
      const forged = Buffer.from(
        Buffer.from(body!, 'base64url').toString().replace('[4,2', '[4,9'),
      ).toString('base64url');
      for (const value of [`${head}.${forged}.${signature}`, 'gASVEAAAAAAAAAB9lEsEfZQ=']) {
        const answer = await app.get('/cart/', { Cookie: `cart=${value}` });
        expect([answer.status, answer.text]).toEqual([200, '[]']);
      }
    });
  });

  describe('of somebody who is signed in', () => {
    let alice: Shopper;

    beforeEach(async () => {
      alice = await shopper(app);
    });

    const put = (body: unknown) => alice.request('PUT', '/cart/', { body });

    it('is the cart that the other storefront shows', async () => {
      await fill(alice, { 4: 2 });
      await alice.post('/cart/', { sku_id: 4, count: 1 });
      await alice.post('/cart/', { sku_id: 7, count: 1 });
      await put({ sku_id: 7, count: 3, selected: false });
      await put({ sku_id: 8, count: 6 });
      expect(counts(await alice.get('/cart/'))).toEqual([
        [4, 3, true],
        [7, 3, false],
        [8, 6, true],
      ]);
      expect((await alice.get('/shopcarts/8/')).json).toEqual({ nums: 6, goods: 8 });
      await alice.request('PUT', '/cart/selection/', { body: { selected: false } });
      const removed = await alice.request('DELETE', '/cart/', { body: { sku_id: 4 } });
      expect(removed.status).toBe(204);
      expect(counts(await alice.get('/carts/'))).toEqual([
        [7, 3, false],
        [8, 6, false],
      ]);
    });

    it('takes over what the browser has gathered before, once', async () => {
      const { request, cookie } = browser();
      await setStock(app, 9, 5);
      await request('POST', '/cart/', { sku_id: 4, count: 2, selected: false });
      await request('POST', '/cart/', { sku_id: 9, count: 5 });
      await setStock(app, 9, 4);
      await fill(alice, { 4: 7, 5: 1 });
      const headers = { Cookie: cookie() };
      const merged = await alice.request('GET', '/cart/', { headers });
      // The browser's number and tick count; what is out of stock by now stays out.
      expect(counts(merged)).toEqual([
        [4, 2, false],
        [5, 1, true],
      ]);
      expect(merged.headers.get('set-cookie')).toMatch(/^cart=; Path=\/; Max-Age=0/);
    });

    it('says what is wrong in the words that the pages show', async () => {
      await setStock(app, 10, 3);
      for (const [body, error] of [
        [{ sku_id: 99999, count: 1 }, '商品不存在'],
        [{ sku_id: 10, count: 4 }, '商品库存不足'],
      ] as const) {
        for (const answer of [
          await put(body),
          await alice.post('/cart/', body),
          await browser().request('POST', '/cart/', body),
        ]) {
          expect([answer.status, answer.json]).toEqual([400, { non_field_errors: [error] }]);
        }
      }
      expect((await alice.get('/cart/')).text).toBe('[]');
    });

    it('is settled with what is selected, and what sending costs', async () => {
      expect((await app.get('/orders/settlement/')).status).toBe(401);
      await fill(alice, { 3: 2, 4: 1, 5: 1 });
      await alice.patch('/shopcarts/4/', { selected: false });
      const { status, json } = await alice.get('/orders/settlement/');
      expect(status).toBe(200);
      expect(json).toMatchObject({
        freight: '10.00',
        skus: [
          { id: 3, count: 2, price: '3.00' },
          { id: 5, count: 1, price: '5.00' },
        ],
      });
    });
  });
});
