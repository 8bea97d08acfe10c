import { describe, expect, it } from 'vitest';
import { CartExpiry } from '../../../src/cart/cart-expiry.js';
import { CartLine } from '../../../src/cart/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers } from '../../support/shoppers.js';
import { setStock, stockOf } from '../../support/stock.js';

describe('a cart that reserves', () => {
  const settings = testSettings({ STOCK_RESERVATION: 'cart', CART_RESERVATION_MINUTES: '10' });
  const app = testApp(settings, { seed: seedCatalogue });
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const expiry = () => app.nest.get(CartExpiry);

  it('takes from the stock what is added and what is added to it', async () => {
    const alice = await shopper(app);
    await setStock(app, 1, 10);
    await alice.post('/shopcarts/', { nums: 2, goods: 1 });
    expect(await stockOf(app, 1)).toBe(8);
    await alice.post('/shopcarts/', { nums: 1, goods: 1 });
    expect(await stockOf(app, 1)).toBe(7);
    await alice.patch('/shopcarts/1/', { nums: 6 });
    expect(await stockOf(app, 1)).toBe(4);
    await alice.patch('/shopcarts/1/', { nums: 1 });
    expect(await stockOf(app, 1)).toBe(9);
    await alice.delete('/shopcarts/1/');
    expect(await stockOf(app, 1)).toBe(10);
  });

  it('refuses more than is left for it and changes nothing then', async () => {
    const [alice, bob] = await shoppers(app, 2);
    await setStock(app, 2, 5);
    await alice!.post('/shopcarts/', { nums: 3, goods: 2 });
    const answer = await bob!.post('/shopcarts/', { nums: 3, goods: 2 });
    expect([answer.status, answer.text]).toEqual([400, '{"nums":["商品库存不足，仅剩2件"]}']);
    const more = await alice!.patch('/shopcarts/2/', { nums: 6 });
    expect([more.status, more.text]).toEqual([400, '{"nums":["商品库存不足，仅剩5件"]}']);
    expect(await stockOf(app, 2)).toBe(2);
    expect((await bob!.get('/shopcarts/')).json).toEqual([]);
  });

  it('gives each piece to one of many who grab at once', async () => {
    await setStock(app, 3, 5);
    const everybody = await shoppers(app, 20);
    const answers = await Promise.all(
      everybody.map((one) => one.post('/shopcarts/', { nums: 1, goods: 3 })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(15);
    expect(await stockOf(app, 3)).toBe(0);
  });

  it('keeps stock and cart together when one line is changed from many sides', async () => {
    const alice = await shopper(app);
    await setStock(app, 4, 100);
    await alice.post('/shopcarts/', { nums: 5, goods: 4 });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        [
          () => alice.post('/shopcarts/', { nums: 1 + (index % 3), goods: 4 }),
          () => alice.patch('/shopcarts/4/', { nums: 1 + (index % 7) }),
          () => alice.delete('/shopcarts/4/'),
        ][index % 3]!(),
      ),
    );
    const line = await app.dataSource.manager.findOneBy(CartLine, { userId: alice.id });
    expect((line?.quantity ?? 0) + (await stockOf(app, 4))).toBe(100);
  });

  describe('after its time', () => {
    it('gives back what it kept, once, and keeps the line', async () => {
      const alice = await shopper(app);
      await setStock(app, 5, 10);
      await alice.post('/shopcarts/', { nums: 4, goods: 5 });
      expect(await expiry().sweep(inMinutes(9))).toBe(0);
      const released = await Promise.all([1, 2, 3].map(() => expiry().sweep(inMinutes(11))));
      expect(released.reduce((sum, one) => sum + one)).toBeGreaterThan(0);
      expect(await stockOf(app, 5)).toBe(10);
      expect((await alice.get('/shopcarts/5/')).json).toEqual({ nums: 4, goods: 5 });
    });

    it('takes everything again with the next change', async () => {
      const alice = await shopper(app);
      await setStock(app, 6, 10);
      await alice.post('/shopcarts/', { nums: 4, goods: 6 });
      await expiry().sweep(inMinutes(11));
      await alice.post('/shopcarts/', { nums: 1, goods: 6 });
      expect(await stockOf(app, 6)).toBe(5);
      expect(await expiry().sweep(inMinutes(9))).toBe(0);
    });

    it('gives nothing back for a line that is removed', async () => {
      const alice = await shopper(app);
      await setStock(app, 7, 10);
      await alice.post('/shopcarts/', { nums: 4, goods: 7 });
      await expiry().sweep(inMinutes(11));
      await alice.delete('/shopcarts/7/');
      expect(await stockOf(app, 7)).toBe(10);
    });
  });
});
