import { describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/application.js';
import { ClickCounter } from '../../../src/goods/click-counter.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { testApp, type TestApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

/** Views in the database after everything counted so far is written. */
async function writtenClicks(app: TestApp, id: number): Promise<number> {
  await app.nest.get(ClickCounter).flush();
  return (await app.dataSource.manager.findOneByOrFail(Goods, { id })).clickCount;
}

describe.each([
  { cache: 'kept responses', ttl: '60' },
  { cache: 'no kept responses', ttl: '0' },
])('views of goods with $cache', ({ ttl }) => {
  const app = testApp(testSettings({ CACHE_TTL: ttl }), { seed: seedCatalogue });

  it('are counted by one each', async () => {
    for (let view = 0; view < 5; view += 1) await app.get('/goods/1/');
    expect(await writtenClicks(app, 1)).toBe(10 + 5);
  });

  it('are counted for HEAD, with and without a last copy of the client', async () => {
    const { headers } = await app.get('/goods/2/');
    await app.request('HEAD', '/goods/2/');
    await app.get('/goods/2/', { 'If-None-Match': headers.get('etag') ?? '"none"' });
    expect(await writtenClicks(app, 2)).toBe(20 + 3);
  });

  it('are shown with the present view counted', async () => {
    expect((await app.get('/goods/3/')).json.click_num).toBe(31);
  });

  it('are not counted for lists, errors, descriptions and refused verbs', async () => {
    await app.get('/goods/?page_size=100');
    await app.request('OPTIONS', '/goods/4/');
    await app.request('POST', '/goods/4/');
    await app.get('/goods/4/', { Accept: 'application/xml' });
    await app.get('/goods/4/?format=xml');
    expect(await writtenClicks(app, 4)).toBe(40);
  });

  it('are counted exactly when a hundred come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => app.get('/goods/5/')));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await writtenClicks(app, 5)).toBe(50 + 100);
  });

  it('are counted exactly while they are being written', async () => {
    const counter = app.nest.get(ClickCounter);
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([
        ...Array.from({ length: 10 }, () => app.get('/goods/6/')),
        counter.flush(),
        app.get('/goods/7/'),
      ]);
    }
    expect(await writtenClicks(app, 6)).toBe(60 + 100);
    expect(await writtenClicks(app, 7)).toBe(70 + 10);
  });

  it('leave every other column alone', async () => {
    const before = await app.dataSource.manager.findOneByOrFail(Goods, { id: 8 });
    await app.get('/goods/8/');
    await app.nest.get(ClickCounter).flush();
    const after = await app.dataSource.manager.findOneByOrFail(Goods, { id: 8 });
    expect(after).toEqual({ ...before, clickCount: 81 });
  });

  it('of goods that are gone by then do no harm to the others', async () => {
    await Promise.all([app.get('/goods/9/'), app.get('/goods/10/')]);
    await app.unitOfWork.run(({ manager }) => manager.delete(Goods, 9));
    expect(await writtenClicks(app, 10)).toBe(101);
  });
});

describe('views of goods without kept responses', () => {
  const app = testApp(testSettings({ CACHE_TTL: '0' }), { seed: seedCatalogue });

  it('are shown as they grow, before and after they are written', async () => {
    const shown: number[] = [];
    for (let view = 1; view <= 6; view += 1) {
      if (view % 2 === 0) await app.nest.get(ClickCounter).flush();
      shown.push((await app.get('/goods/1/')).json.click_num);
    }
    expect(shown).toEqual([11, 12, 13, 14, 15, 16]);
  });
});

describe('views counted by a process that is told to stop', () => {
  const settings = testSettings();
  const app = testApp(settings, { seed: seedCatalogue });

  it('are written', async () => {
    const second = await createApplication(settings);
    await second.inject({ method: 'GET', url: '/goods/1/' });
    await second.inject({ method: 'GET', url: '/goods/1/' });
    await second.close();
    const goods = await app.dataSource.manager.findOneByOrFail(Goods, { id: 1 });
    expect(goods.clickCount).toBe(12);
  });
});
