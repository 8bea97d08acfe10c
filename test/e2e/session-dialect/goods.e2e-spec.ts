import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CatalogueEvents } from '../../../src/goods/catalogue-events.js';
import { CategoryVisitCounter } from '../../../src/goods/category-visit-counter.js';
import { CategoryVisits, Goods } from '../../../src/goods/entities/index.js';
import { ReviewsService } from '../../../src/reviews/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { receivedOrder } from '../../support/fulfilment.js';
import { shopper } from '../../support/shoppers.js';
import {
  expectGood,
  expectShown,
  expectStatus,
  PagesBrowser,
} from '../../support/session-pages.js';
import { testSettings } from '../../support/settings.js';
import { createUser } from '../../support/users.js';

const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }), { seed: seedCatalogue });
let browser: PagesBrowser;

beforeEach(() => {
  browser = new PagesBrowser(app);
});

const goodsBy = (where: object) => app.dataSource.manager.findBy(Goods, where);

describe('lists of the session pages', () => {
  let category: number;
  let all: Goods[];

  beforeAll(async () => {
    const [{ categoryId }] = (await goodsBy({ id: 3 })) as [Goods];
    category = categoryId;
    await app.unitOfWork.run(({ manager }) => manager.update(Goods, { id: 3 }, { soldCount: 500 }));
    all = await goodsBy({ categoryId });
  });

  it('have pages, sorted, with the way to the category in words', async () => {
    const { json, status } = await browser.get(
      `/list/${category}/skus/?page=1&page_size=2&ordering=price`,
    );
    expect([status, json.code, json.errmsg]).toEqual([200, 0, 'OK']);
    expect(json.count).toBe(Math.ceil(all.length / 2));
    expect(json.breadcrumb).toEqual({ cat1: '分类1', cat2: '分类5', cat3: '分类13' });
    const cheapest = all.toSorted((a, b) => a.shopPriceCents - b.shopPriceCents || a.id - b.id);
    expect(json.list.map(({ id }: Goods) => id)).toEqual(cheapest.slice(0, 2).map(({ id }) => id));
    const [{ id, name, shopPriceCents }] = cheapest as [Goods];
    expect(json.list[0]).toMatchObject({
      id,
      name,
      price: (shopPriceCents / 100).toFixed(2),
      default_image_url: expect.stringContaining(`${app.url}/media/`),
    });
  });

  it('have five on a page unless told, and no page beyond the last', async () => {
    const { json } = await browser.get(`/list/${category}/skus/`);
    expect(json.list).toHaveLength(Math.min(5, all.length));
    expect(json.count).toBe(Math.ceil(all.length / 5));
    const beyond = await browser.get(`/list/${category}/skus/?page=${json.count + 1}`);
    expectStatus(beyond, 404, '无效页面。');
  });

  it('of a category that there is not have one empty page', async () => {
    expectGood(await browser.get('/list/99999/skus/'), {
      list: [],
      count: 1,
      breadcrumb: { cat1: '', cat2: '', cat3: '' },
    });
    expectStatus(await browser.get('/list/none/skus/'), 404, expect.any(String));
  });

  it('stand beside the two best sellers', async () => {
    const { json } = await browser.get(`/hot/${category}/`);
    expect(json).toMatchObject({ code: 0, hot_skus: [{ id: 3 }, {}] });
    expect(json.hot_skus).toHaveLength(2);
  });

  it('show a price that has changed at once', async () => {
    const cheapest = async () => {
      const { json } = await browser.get(`/list/${category}/skus/?ordering=price&page_size=1`);
      return json.list[0].price;
    };
    await cheapest();
    await app.unitOfWork.run(async (tx) => {
      await tx.manager.update(Goods, 3, { shopPriceCents: 1 });
      app.nest.get(CatalogueEvents).changed(tx);
    });
    await expect.poll(cheapest).toBe('0.01');
  });
});

describe('the search of the session pages', () => {
  it('answers a bare list, five a page, each row with hits and pages', async () => {
    const { status, json } = await browser.get('/search/?q=牛奶&page=2&page_size=6');
    const { json: found } = await app.get('/goods/?search=牛奶');
    expect(status).toBe(200);
    expect(found.count).toBe(10);
    expect(json).toHaveLength(5);
    for (const row of json) {
      expect(row).toMatchObject({ searchkey: '牛奶', count: 10, page_size: 2 });
      expect(row.name).toContain('牛奶');
    }
  });

  it.each(['?q=没有这种商品', '?q=', '?q=%20', ''])('finds nothing for %j', async (query) => {
    const { status, json } = await browser.get(`/search/${query}`);
    expect([status, json]).toEqual([200, []]);
  });

  it('refuses a text that is too long', async () => {
    expectStatus(await browser.get(`/search/?q=${'a'.repeat(300)}`), 400, expect.any(String));
  });
});

describe('visits of categories', () => {
  it('are counted by the day, those of many at once, too', async () => {
    const counter = app.nest.get(CategoryVisitCounter);
    const visits = async (categoryId: number) => {
      const rows = await app.dataSource.manager.findBy(CategoryVisits, { categoryId });
      return rows.map(({ day, count }) => [day, count]);
    };
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => browser.post(`/detail/visit/${13 + (index % 2)}/`)),
    );
    for (const answer of answers) expectGood(answer);
    await counter.flush();
    counter.record(13, new Date('2026-01-01T16:30:00Z'));
    counter.record(13, new Date('2026-01-01T15:30:00Z'));
    await counter.flush();
    await browser.post('/detail/visit/13/');
    await counter.flush();
    const [early, next, today] = (await visits(13)).sort();
    // The day is the shop's.
    expect([early, next]).toEqual([
      ['2026-01-01', 1],
      ['2026-01-02', 1],
    ]);
    expect(today![1]).toBe(4);
    expect(await visits(14)).toEqual([[today![0], 3]]);
  });

  it.each(['99999', 'none'])('are not counted of %s, which is none', async (category) => {
    expectStatus(await browser.post(`/detail/visit/${category}/`), 404, expect.any(String));
  });
});

describe('the history of the session pages', () => {
  it('has the last five goods, each once, the latest first', async () => {
    await browser.signIn((await createUser(app)).username);
    for (const sku_id of ['1', '2', '3', '4', '2', '5', '6']) {
      expectGood(await browser.post('/browse_histories/', { sku_id }));
    }
    const { json } = await browser.get('/browse_histories/');
    expect(json).toMatchObject({ code: 0, errmsg: 'OK' });
    expect(json.skus.map(({ id }: Goods) => id)).toEqual([6, 5, 2, 4, 3]);
    expect(json.skus[0]).toMatchObject({ name: expect.any(String), price: expect.any(String) });
    expectShown(await browser.post('/browse_histories/', { sku_id: '99999' }), '该商品不存在');
  });

  it('is not kept of strangers, whose pages tell of it without harm', async () => {
    expectShown(await browser.post('/browse_histories/', { sku_id: '1' }), expect.any(String));
    expectStatus(await browser.get('/browse_histories/'), 401, expect.any(String));
  });
});

describe('reviews on the session pages', () => {
  it('are told of goods, the latest first', async () => {
    const buyer = await shopper(app);
    const order = await receivedOrder(app, buyer, { 8: 1 });
    const [line] = order.lines;
    await app.unitOfWork.run((tx) =>
      app.nest.get(ReviewsService).write(tx, {
        lineId: line!.id,
        userId: buyer.id,
        score: 4,
        comment: '不错',
        isAnonymous: false,
      }),
    );
    const { json } = await browser.get('/comments/8/');
    expect(json).toEqual({
      code: 0,
      errmsg: 'OK',
      comment_list: [{ username: expect.any(String), score: 4, comment: '不错' }],
    });
    expectGood(await browser.get('/comments/9/'), { comment_list: [] });
    expectStatus(await browser.get('/comments/none/'), 404, expect.any(String));
  });
});
