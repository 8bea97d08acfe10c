import { beforeEach, describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/application.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { BrowseHistory } from '../../../src/user-operations/history/browse-history.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';

describe('the browse history', () => {
  const settings = testSettings();
  const app = testApp(settings, { seed: seedCatalogue });
  let alice: Shopper;

  beforeEach(async () => {
    alice = await shopper(app);
  });

  const look = (sku_id: unknown) => alice.post('/browse_histories/', { sku_id });
  const seen = async ({ get }: Shopper = alice) =>
    (await get('/browse_histories/')).json.map(({ id }: { id: number }) => id);

  it('takes the id of goods as a number or as text', async () => {
    for (const id of ['16', 16]) {
      const answer = await look(id);
      expect([answer.status, answer.text]).toEqual([201, '{"sku_id":16}']);
    }
  });

  it.each([
    ['unknown goods', 99999, '{"sku_id":["该商品不存在"]}'],
    [
      'an endless number',
      '99999999999999999999',
      '{"sku_id":["请确保该值小于或者等于 2147483647。"]}',
    ],
    ['no number', 'abc', '{"sku_id":["请填写合法的整数值。"]}'],
    ['nothing', undefined, '{"sku_id":["该字段是必填项。"]}'],
  ])('refuses %s', async (_what, id, text) => {
    const answer = await look(id);
    expect([answer.status, answer.text]).toEqual([400, text]);
    expect(await seen()).toEqual([]);
  });

  it('shows the goods', async () => {
    await look(7);
    const answer = await alice.get('/browse_histories/');
    expect([answer.status, answer.text]).toEqual([
      200,
      `[{"id":7,"name":"云南图书 7号 500G","price":"7.00","default_image_url":"${app.url}/media/goods/images/7-1.svg","comments":0}]`,
    ]);
  });

  it('has the last five, the latest first, each once', async () => {
    for (const id of [1, 2, 3, 4, 2, 5, 6]) await look(id);
    expect(await seen()).toEqual([6, 5, 2, 4, 3]);
    await look(4);
    expect(await seen()).toEqual([4, 6, 5, 2, 3]);
  });

  it('stays that way when many look at once', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => (index % 8) + 1);
    const answers = await Promise.all(ids.map(look));
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(201));
    const found = await seen();
    expect(found).toHaveLength(5);
    expect(new Set(found).size).toBe(5);
  });

  it('leaves out goods that are gone', async () => {
    for (const id of [39, 40]) await look(id);
    await app.unitOfWork.run(({ manager }) => manager.delete(Goods, 40));
    expect(await seen()).toEqual([39]);
  });

  it('survives a restart', async () => {
    for (const id of [1, 2]) await look(id);
    const next = await createApplication(settings);
    try {
      expect(await next.get(BrowseHistory).list(alice.id)).toEqual([2, 1]);
    } finally {
      await next.close();
    }
  });

  it("is nobody else's business", async () => {
    await look(1);
    expect(await seen(await shopper(app))).toEqual([]);
    expect((await app.get('/browse_histories/')).status).toBe(401);
    const body = { sku_id: 1 };
    expect((await app.request('POST', '/browse_histories/', { body })).status).toBe(401);
  });
});
