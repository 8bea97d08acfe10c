import { describe, expect, it } from 'vitest';
import { CatalogueEvents } from '../../../src/goods/catalogue-events.js';
import { Goods, GoodsCategory } from '../../../src/goods/entities/index.js';
import { testApp } from '../../support/app.js';
import { GOODS_COUNT, seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

interface Sku {
  readonly id: number;
}

const ids = (skus: readonly Sku[]): number[] => skus.map(({ id }) => id);

describe('the lists of the Meiduo pages', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  const sku = (id: number) => ({
    id,
    name: `云南${['水果', '牛奶', '海鲜', '图书'][id % 4]} ${id}号 500G`,
    price: (id + (id % 2 === 0 ? 0.05 : 0)).toFixed(2),
    default_image_url: `${app.url}/media/goods/images/${id}-1.svg`,
    comments: 0,
  });

  it.each([
    { id: 1, cat2: '', cat3: '' },
    { id: 4, cat2: { id: 4, name: '分类4' }, cat3: '' },
    { id: 11, cat2: { id: 4, name: '分类4' }, cat3: { id: 11, name: '分类11' } },
  ])('tell the way to category $id', async ({ id, cat2, cat3 }) => {
    const { status, json } = await app.get(`/categories/${id}/`);
    expect([status, json.id, json.name]).toEqual([200, id, `分类${id}`]);
    const cat1 = { url: '/list.html?cat=1', category: { id: 1, name: '分类1' } };
    expect({ cat1: json.cat1, cat2: json.cat2, cat3: json.cat3 }).toEqual({ cat1, cat2, cat3 });
  });

  it('show a page of a category, as the page asks for it', async () => {
    const path = '/categories/13/skus/';
    const { json } = await app.get(`${path}?page=2&page_size=3&ordering=-create_time`);
    expect(json).toEqual({
      count: 4,
      next: null,
      previous: `${app.url}${path}?ordering=-create_time&page_size=3`,
      results: [sku(3)],
    });
    const usual = await app.get(path);
    expect([usual.json.count, ids(usual.json.results)]).toEqual([4, [3, 15]]);
  });

  it.each([
    ['create_time', [3, 15, 27, 39]],
    ['-create_time', [39, 27, 15, 3]],
    ['price', [3, 15, 27, 39]],
    ['-price', [39, 27, 15, 3]],
    ['sales', [3, 15, 27, 39]],
    ['-sales', [39, 27, 15, 3]],
    ['stock', [3, 15, 27, 39]],
  ])('sort a category by %s', async (ordering, expected) => {
    const { json } = await app.get(`/categories/13/skus/?page_size=20&ordering=${ordering}`);
    expect(ids(json.results)).toEqual(expected);
  });

  it('show twenty goods a page at most', async () => {
    const { json } = await app.get('/skus/search/?page_size=1000');
    expect([json.count, json.results.length]).toEqual([GOODS_COUNT, 20]);
  });

  it.each(['1', '4', '99', '99999999999999999999'])(
    'show nothing of category %s, which has no goods of its own',
    async (id) => {
      const answer = await app.get(`/categories/${id}/skus/`);
      if (id.length > 10) expect(answer.status).toBe(404);
      else expect(answer.json).toEqual({ count: 0, next: null, previous: null, results: [] });
    },
  );

  it.each(['/categories/13/skus/?page=0', '/categories/13/skus/?page=9', '/skus/search/?page=99'])(
    'know no page %s',
    async (path) => {
      const { status, text } = await app.get(path);
      expect([status, text]).toEqual([404, '{"detail":"无效页面。"}']);
    },
  );

  it('show the two best sellers of a category as a bare array', async () => {
    const { status, json } = await app.get('/categories/13/hotskus/');
    expect([status, json]).toEqual([200, [sku(39), sku(27)]]);
    expect((await app.get('/categories/99/hotskus/')).json).toEqual([]);
  });

  it('find goods by words, the goods themselves inside', async () => {
    const path = `/skus/search/?text=${encodeURIComponent('牛奶')}`;
    const { json } = await app.get(`${path}&page=2&page_size=6`);
    expect([json.count, json.results.length]).toEqual([10, 4]);
    expect(json.results[0]).toEqual({ text: sku(25).name, object: sku(25) });
    const whole = await app.get(path);
    expect(whole.json.results.map(({ object }: { object: Sku }) => object.id)).toEqual([
      1, 5, 9, 13, 17, 21,
    ]);
    const none = await app.get('/skus/search/?text=nothing-like-that');
    expect([none.json.count, none.json.results]).toEqual([0, []]);
  });

  it('find everything without words, and refuse too many characters by name', async () => {
    expect((await app.get('/skus/search/')).json.count).toBe(GOODS_COUNT);
    const { status, json } = await app.get(`/skus/search/?text=${'长'.repeat(201)}`);
    expect([status, Object.keys(json)]).toEqual([400, ['text']]);
  });

  it.each([
    '/categories/13/',
    '/categories/13/skus/?page=1&page_size=5',
    '/categories/13/hotskus/',
    '/skus/search/?text=39%E5%8F%B7&page_size=20',
  ])('keep %s until the catalogue changes', async (path) => {
    const { headers } = await app.get(path);
    const queries = await app.queries(() => app.get(path));
    expect(queries).toEqual([]);
    const etag = headers.get('etag')!;
    expect((await app.get(path, { 'If-None-Match': etag })).status).toBe(304);
    await app.unitOfWork.run(async (tx) => {
      await tx.manager.update(Goods, 39, { name: `39号 改名 ${path}` });
      await tx.manager.update(GoodsCategory, 13, { name: '改名' });
      app.nest.get(CatalogueEvents).changed(tx);
    });
    const changed = await app.get(path, { 'If-None-Match': etag });
    expect([changed.status, changed.text.includes('改名')]).toEqual([200, true]);
  });
});
