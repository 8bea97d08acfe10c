import { describe, expect, it } from 'vitest';
import {
  Brand,
  Goods,
  GoodsCategory,
  GoodsImage,
  IndexAd,
} from '../../../src/goods/entities/index.js';
import { testApp, type TestApp } from '../../support/app.js';
import { GOODS_COUNT, seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

/** Statements that read while a fresh application, which remembers nothing, answers. */
async function statements(app: TestApp, path: string): Promise<number> {
  // A parameter that nothing reads makes every request another one.
  return (await app.queries(() => app.get(path))).length;
}

/** Copies the catalogue below new categories, series, brands, advertisements and pictures included. */
async function double(app: TestApp): Promise<void> {
  await app.unitOfWork.run(async ({ manager }) => {
    const categories = await manager.find(GoodsCategory, { order: { id: 'ASC' } });
    const shift = 1000;
    for (const category of categories) {
      await manager.insert(GoodsCategory, {
        ...category,
        id: category.id + shift,
        code: `d${category.id}`,
        parentId: category.parentId && category.parentId + shift,
      });
    }
    for (const goods of await manager.find(Goods)) {
      const id = goods.id + shift;
      const categoryId = goods.categoryId + shift;
      await manager.insert(Goods, { ...goods, id, categoryId, sn: `D${id}` });
      await manager.insert(GoodsImage, { goodsId: id, image: 'x.svg', createdAt: goods.createdAt });
    }
    const [brand] = await manager.find(Brand);
    await manager.insert(Brand, { ...brand, id: undefined, categoryId: 1 + shift });
    await manager.insert(IndexAd, { categoryId: 2 + shift, goodsId: 3 + shift });
  });
}

const settings = { CACHE_TTL: '0' };

describe.each([
  { path: '/goods/?', most: 4 },
  { path: '/goods/?ordering=-sold_num&page=2', most: 4 },
  { path: '/goods/?top_category=1&pricemin=1&is_hot=true', most: 4 },
])('the queries of $path', ({ path, most }) => {
  const app = testApp(testSettings(settings), { seed: seedCatalogue });

  it('are few, however many goods a page shows', async () => {
    const counts: number[] = [];
    for (const size of [1, 2, 10, 18]) {
      counts.push(await statements(app, `${path}&page_size=${size}`));
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(most);
    expect(Math.max(...counts.slice(1))).toBe(Math.min(...counts.slice(1)));
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });
});

describe.each([
  { path: '/goods/', most: 3 },
  { path: '/goods/1/', most: 2 },
  { path: '/categories/', most: 3 },
  { path: '/categories/1/', most: 1 },
  { path: '/categories/13/skus/?page_size=20', most: 2 },
  { path: '/categories/13/hotskus/', most: 1 },
  { path: '/skus/search/?page_size=20', most: 2 },
  { path: '/indexgoods/', most: 5 },
  { path: '/banners/', most: 1 },
])('the queries of $path', ({ path, most }) => {
  const app = testApp(testSettings(settings), { seed: seedCatalogue });

  it('are as many when the catalogue has grown', async () => {
    const before = await statements(app, path);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThanOrEqual(most);
    await double(app);
    expect(await app.dataSource.manager.count(Goods)).toBe(2 * GOODS_COUNT);
    expect(await statements(app, path)).toBeLessThanOrEqual(before);
  });
});

describe('what is kept', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  it.each(['/goods/?page=2', '/goods/1/', '/categories/', '/indexgoods/', '/banners/'])(
    'is answered without a query: %s',
    async (path) => {
      const first = await app.get(path);
      const queries = await app.queries(async () => {
        expect((await app.get(path)).text).toBe(first.text);
      });
      expect(queries).toEqual([]);
    },
  );
});
