import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { GOODS_COUNT, seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

const ALL = Array.from({ length: GOODS_COUNT }, (_, index) => index + 1);
const sold = (id: number) => Math.floor(id / 2);
const ascending = ALL;
const descending = ALL.toReversed();
/** Two goods each are sold equally often. */
const bySoldThenPrice = ALL.toSorted((a, b) => sold(b) - sold(a) || a - b);

describe('the order of goods', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  const idsOf = async (query: string): Promise<number[]> => {
    const { status, json } = await app.get(`/goods/?page_size=100&${query}`);
    expect(status).toBe(200);
    return json.results.map(({ id }: { id: number }) => id);
  };

  it.each<[ordering: string, ids: number[]]>([
    ['', ascending],
    ['shop_price', ascending],
    ['-shop_price', descending],
    ['add_time', ascending],
    ['-add_time', descending],
    ['-sold_num,shop_price', bySoldThenPrice],
    ['-sold_num, shop_price', bySoldThenPrice],
    ['-sold_num,-shop_price', descending],
    // Unknown fields, also real columns that are not allowed, count for nothing.
    ['-click_num', ascending],
    ['-click_num,-shop_price', descending],
    ['--shop_price', ascending],
    ['-', ascending],
    ['-id', ascending],
    ['shopPriceCents', ascending],
    ['constructor,__proto__', ascending],
    ['-shop_price;DROP TABLE goods', ascending],
  ])('ordering=%s', async (ordering, ids) => {
    expect(await idsOf(`ordering=${encodeURIComponent(ordering)}`)).toEqual(ids);
  });

  it.each(['sold_num', '-sold_num'])(
    'tells equal goods apart, so that pages ordered by %s neither lose nor repeat any',
    async (ordering) => {
      const whole = await idsOf(`ordering=${ordering}`);
      const pages = await Promise.all(
        Array.from({ length: 14 }, (_, index) =>
          app.get(`/goods/?ordering=${ordering}&page_size=3&page=${index + 1}`),
        ),
      );
      const ids = pages.flatMap(({ json }) => json.results.map(({ id }: { id: number }) => id));
      expect(ids).toEqual(whole);
      expect(ids.toSorted((a, b) => a - b)).toEqual(ALL);
    },
  );

  it('stays in the links', async () => {
    const { json } = await app.get('/goods/?ordering=-sold_num,%20shop_price&page_size=2');
    expect(json.next).toBe(`${app.url}/goods/?ordering=-sold_num%2C+shop_price&page=2&page_size=2`);
  });
});
