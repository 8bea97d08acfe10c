import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

const OPENED = '"add_time":"2025-01-01 09:00:00"';

describe('the home page', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  const media = (path: string) => `${app.url}/media/${path}`;
  const textOf = async (path: string): Promise<string> => {
    const { status, text } = await app.get(path);
    expect(status).toBe(200);
    return text;
  };

  it('has slides in their order, byte for byte', async () => {
    const slides = [
      `{"id":1,"image":"${media('banner/0.svg')}","index":0,${OPENED},"goods":3}`,
      `{"id":2,"image":"${media('banner/1.svg')}","index":1,${OPENED},"goods":1}`,
      `{"id":3,"image":"${media('banner/2.svg')}","index":2,${OPENED},"goods":2}`,
    ];
    expect(await textOf('/banners/')).toBe(`[${slides.join(',')}]`);
    expect(await textOf('/banners/2/')).toBe(slides[1]);
  });

  it('has hot words, the last one first, byte for byte', async () => {
    const words = [
      `{"id":3,"keywords":"茶叶","index":2,${OPENED}}`,
      `{"id":2,"keywords":"牛奶","index":1,${OPENED}}`,
      `{"id":1,"keywords":"水果","index":0,${OPENED}}`,
    ];
    expect(await textOf('/hotsearchs/')).toBe(`[${words.join(',')}]`);
    expect(await textOf('/hotsearchs/1/')).toBe(words[2]);
  });

  const brand = (id: number, category: number) =>
    `{"id":${id},"name":"品牌${id}","desc":"","image":"${media(`brands/${id}.svg`)}",` +
    `${OPENED},"category":${category}}`;

  it('has brands, byte for byte', async () => {
    expect(await textOf('/brands/')).toBe(`[${brand(1, 1)},${brand(2, 1)},${brand(3, 2)}]`);
    expect(await textOf('/brands/3/')).toBe(brand(3, 2));
  });

  it('has advertised goods, byte for byte', async () => {
    expect(await textOf('/indexads/')).toBe('[{"id":1,"category":1,"goods":7}]');
  });

  it('has the pictures of goods', async () => {
    const { json } = await app.get('/goodsimages/');
    expect(json).toHaveLength(80);
    expect(await textOf('/goodsimages/4/')).toBe(
      `{"id":4,"image":"${media('goods/images/2-2.svg')}","add_time":"2025-01-01 09:02:00","goods":2}`,
    );
  });

  describe('series', () => {
    const series = async (): Promise<any[]> => (await app.get('/indexgoods/')).json;

    it('are the marked top categories with brands, goods, tree and advertisement', async () => {
      const [first, second, ...more] = await series();
      expect(more).toEqual([]);
      expect(Object.keys(first)).toEqual([
        'id',
        'brands',
        'goods',
        'sub_cat',
        'ad_goods',
        'name',
        'code',
        'desc',
        'category_type',
        'is_tab',
        'add_time',
        'parent_category',
      ]);
      expect([first.id, second.id]).toEqual([1, 2]);
      expect(JSON.stringify(first.brands)).toBe(`[${brand(1, 1)},${brand(2, 1)}]`);
      expect(JSON.stringify(second.brands)).toBe(`[${brand(3, 2)}]`);
    });

    it('show the tree as the categories do', async () => {
      const [first] = await series();
      const { json: category } = await app.get('/categories/1/');
      expect(first.sub_cat).toEqual(category.sub_cat);
      expect(first.name).toBe(category.name);
    });

    it('show the goods of all levels below, each as the list does', async () => {
      const [first, second] = await series();
      for (const { id, goods } of [first, second]) {
        const { json } = await app.get(`/goods/?top_category=${id}&page_size=100`);
        expect(goods).toEqual(json.results);
        expect(goods.length).toBeGreaterThan(0);
      }
    });

    it('show the advertised goods, and an empty object where there are none', async () => {
      const [first, second] = await series();
      const { json } = await app.get('/goods/?page_size=100');
      expect(first.ad_goods).toEqual(json.results[6]);
      expect(first.ad_goods.id).toBe(7);
      expect(second.ad_goods).toEqual({});
    });
  });

  it.each(['banners', 'hotsearchs', 'brands', 'indexads', 'goodsimages'])(
    'has no /%s/999/',
    async (path) => {
      const { status, text } = await app.get(`/${path}/999/`);
      expect([status, text]).toEqual([404, '{"detail":"未找到。"}']);
    },
  );

  it('is listed at the root of the API with all other resources', async () => {
    const { status, json, text } = await app.get('/');
    expect(status).toBe(200);
    expect(json).toMatchObject(
      Object.fromEntries(
        [
          'goods',
          'categories',
          'banners',
          'indexgoods',
          'hotsearchs',
          'brands',
          'indexads',
          'goodsimages',
        ].map((name) => [name, `${app.url}/${name}/`]),
      ),
    );
    expect(text.startsWith(`{"goods":"${app.url}/goods/","categories":`)).toBe(true);
    for (const url of Object.values(json as Record<string, string>)) {
      // A resource may be private, or know no GET; it is there all the same.
      const { status: found } = await app.get(url.replace(app.url, ''));
      expect([url, [200, 401, 405].includes(found)]).toEqual([url, true]);
    }
  });
});

describe('the home page of an empty shop', () => {
  const app = testApp(testSettings());

  it.each([
    'banners',
    'hotsearchs',
    'brands',
    'indexads',
    'goodsimages',
    'indexgoods',
    'categories',
  ])('has an empty list of %s', async (path) => {
    const { status, text } = await app.get(`/${path}/`);
    expect([status, text]).toEqual([200, '[]']);
  });
});
