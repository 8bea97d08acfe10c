import { describe, expect, it } from 'vitest';
import { CartService } from '../../../src/cart/cart.service.js';
import { CartLine } from '../../../src/cart/entities/index.js';
import { testApp, type Answer } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testMode, testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { goodsOf } from '../../support/stock.js';

const ROUNDS = 6;
const GOODS = 3;

/** How a storefront changes its cart, and the statuses that each change may have. */
interface Dialect {
  readonly add: (shopper: Shopper) => Promise<Answer>;
  readonly set: (shopper: Shopper, pieces: number) => Promise<Answer>;
  readonly remove: (shopper: Shopper) => Promise<Answer>;
  readonly read: (shopper: Shopper) => Promise<Answer>;
  /** What an answer to `set` says the line has now. */
  readonly pieces: (answer: Answer) => number;
  readonly setMay: readonly number[];
  readonly removeMay: readonly number[];
  readonly addIs: number;
}

const DIALECTS: Record<string, Dialect> = {
  MxShop: {
    add: (shopper) => shopper.post('/shopcarts/', { goods: GOODS, nums: 1 }),
    set: (shopper, nums) => shopper.patch(`/shopcarts/${GOODS}/`, { nums }),
    remove: (shopper) => shopper.delete(`/shopcarts/${GOODS}/`),
    read: (shopper) => shopper.get('/shopcarts/'),
    pieces: ({ json }) => json.nums,
    setMay: [200, 404],
    removeMay: [204, 404],
    addIs: 201,
  },
  Meiduo: {
    add: (shopper) => shopper.post('/cart/', { sku_id: GOODS, count: 1 }),
    set: (shopper, count) =>
      shopper.request('PUT', '/cart/', { body: { sku_id: GOODS, count, selected: true } }),
    remove: (shopper) => shopper.request('DELETE', '/cart/', { body: { sku_id: GOODS } }),
    read: (shopper) => shopper.get('/cart/'),
    pieces: ({ json }) => json.count,
    setMay: [200],
    removeMay: [204],
    addIs: 201,
  },
  'the session pages': {
    add: (shopper) => shopper.fromPages('POST', '/session/carts/', { sku_id: GOODS, count: 1 }),
    set: (shopper, count) =>
      shopper.fromPages('PUT', '/session/carts/', { sku_id: GOODS, count, selected: true }),
    remove: (shopper) => shopper.fromPages('DELETE', '/session/carts/', { sku_id: GOODS }),
    read: (shopper) => shopper.fromPages('GET', '/session/carts/'),
    pieces: ({ json }) => json.cart_sku.count,
    setMay: [200],
    removeMay: [200],
    addIs: 200,
  },
};

describe.each(['order', 'cart'])('with STOCK_RESERVATION=%s', (reservation) => {
  const app = testApp(testSettings({ STOCK_RESERVATION: reservation }), { seed: seedCatalogue });

  /** Resolves when somebody waits for a row that is locked; embedded shops write one by one. */
  async function isAwaited(): Promise<void> {
    if (testMode === 'embedded') return;
    const waiting = `SELECT id FROM information_schema.processlist WHERE db = DATABASE()
      AND (info LIKE 'SELECT%FOR UPDATE' OR info LIKE 'INSERT INTO cart_line%')`;
    const found = () => app.dataSource.query<unknown[]>(waiting);
    await expect.poll(async () => (await found()).length, { timeout: 10_000 }).toBe(1);
  }

  it.each(Object.entries(DIALECTS))(
    'a line of %s that was removed and added just now is changed',
    async (_name, { add, set, pieces }) => {
      const somebody = await shopper(app);
      await add(somebody);
      const cart = app.nest.get(CartService);
      const { changed } = await app.unitOfWork.run(async (tx) => {
        await cart.remove(tx, somebody.id, GOODS);
        await cart.add(tx, somebody.id, GOODS, { quantity: 2 });
        const answer = set(somebody, 5);
        await isAwaited();
        // Not the answer itself, which comes only after this.
        return { changed: answer };
      });
      const answer = await changed;
      expect([answer.status, pieces(answer)]).toEqual([200, 5]);
    },
  );

  it.each(Object.entries(DIALECTS))(
    'a line of %s is changed while it is removed and added again',
    async (_name, { add, set, remove, read, pieces, setMay, removeMay, addIs }) => {
      const somebody = await shopper(app);
      const { stock } = await goodsOf(app, GOODS);
      await add(somebody);
      for (let round = 0; round < ROUNDS; round += 1) {
        const [first, second, removed, added, seen] = await Promise.all([
          set(somebody, 5),
          set(somebody, 7),
          remove(somebody),
          add(somebody),
          read(somebody),
        ]);
        for (const answer of [first, second]) {
          expect(setMay).toContain(answer.status);
          // What was set, or what somebody who came in between has left.
          if (answer.status === 200) expect([1, 5, 6, 7, 8]).toContain(pieces(answer));
        }
        expect(removeMay).toContain(removed.status);
        expect([added.status, seen.status]).toEqual([addIs, 200]);
        const lines = await app.dataSource.manager.findBy(CartLine, { userId: somebody.id });
        expect(lines.length).toBeLessThanOrEqual(1);
        const held = lines[0]?.reservedUntil ? lines[0].quantity : 0;
        expect((await goodsOf(app, GOODS)).stock).toBe(stock - held);
      }
      await remove(somebody);
    },
  );
});
