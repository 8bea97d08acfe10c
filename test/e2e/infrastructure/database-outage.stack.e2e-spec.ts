import { Logger } from '@nestjs/common';
import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Settings } from '../../../src/config/settings.js';
import { GoodsSearchIndex } from '../../../src/goods/search/goods-search-index.js';
import { type Answer, testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { redisProxy } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';

/** Nothing is kept, so that every read asks the database. */
const UNCACHED = { CACHE_TTL: '0', DATABASE_TIMEOUT_SECONDS: '2' };

describe('an outage of the database', async () => {
  const direct = testSettings(UNCACHED);
  const proxy = await redisProxy(direct.databaseUrl!);
  const settings = through(direct, proxy.port);
  const app = testApp(settings, { seed: seedCatalogue });
  afterAll(() => proxy.close());
  afterEach(() => vi.restoreAllMocks());

  const unavailable = (answer: Answer) => {
    expect([answer.status, answer.json]).toEqual([503, { detail: '服务暂时不可用，请稍后重试。' }]);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0);
  };

  it('costs requests their answer when replies are lost, and nothing once they come again', async () => {
    await app.get('/goods/');
    proxy.silence();
    const asked = performance.now();
    const answers = await Promise.all(Array.from({ length: 30 }, () => app.get('/goods/')));
    expect(performance.now() - asked).toBeLessThan(5_000);
    answers.forEach(unavailable);
    proxy.resume();
    await expect.poll(async () => (await app.get('/goods/')).status).toBe(200);
    await expect.poll(async () => (await app.get('/readyz')).status, { timeout: 3_000 }).toBe(200);
  });

  it('is logged once, however many requests it costs', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn');
    const error = vi.spyOn(Logger.prototype, 'error');
    const log = vi.spyOn(Logger.prototype, 'log');
    const lines = (spy: typeof warn) =>
      spy.mock.calls.map(([text]) => String(text)).filter((text) => /database/i.test(text));
    proxy.cut();
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.get('/goods/')));
    answers.forEach(unavailable);
    unavailable(await app.request('POST', '/login/', { body: { username: 'a', password: 'b' } }));
    expect(lines(warn)).toHaveLength(1);
    expect(error).not.toHaveBeenCalled();
    proxy.restore();
    await expect.poll(async () => (await app.get('/goods/')).status).toBe(200);
    expect(lines(log)).toEqual(['The database is back']);
  });
});

describe('a row that somebody else has locked', () => {
  const settings = testSettings(UNCACHED);
  const app = testApp(settings, { seed: seedCatalogue });

  it('stops neither reads nor, for long, other writers', async () => {
    const [alice, bob] = await Promise.all([shopper(app), shopper(app)]);
    await alice.post('/shopcarts/', { nums: 1, goods: 21 });
    const blocker = await createConnection(settings.databaseUrl!);
    onTestFinished(() => blocker.destroy());
    await blocker.query('START TRANSACTION');
    await blocker.query('SELECT * FROM cart_line FOR UPDATE');
    const asked = performance.now();
    const since = () => performance.now() - asked;
    const blocked = Array.from({ length: 30 }, () =>
      alice.request('PATCH', '/shopcarts/21/', { body: { nums: 2 } }),
    );
    const reads = await Promise.all(Array.from({ length: 20 }, () => app.get('/goods/')));
    expect(reads.map(({ status }) => status)).toEqual(reads.map(() => 200));
    expect(since()).toBeLessThan(1_000);
    const other = await bob.request('POST', '/userfavs/', { body: { goods: 3 } });
    expect([201, 503]).toContain(other.status);
    expect(since()).toBeLessThan(5_000);
    for (const answer of await Promise.all(blocked)) expect(answer.status).toBe(503);
    expect(since()).toBeLessThan(5_000);
    await blocker.query('ROLLBACK');
    expect((await alice.request('PATCH', '/shopcarts/21/', { body: { nums: 2 } })).status).toBe(
      200,
    );
  });
});

/** The same settings, with the database behind another port. */
function through(settings: Settings, port: number): Settings {
  const url = new URL(settings.databaseUrl!);
  url.port = String(port);
  const copy = Object.create(Object.getPrototypeOf(settings) as object) as Settings;
  return Object.assign(copy, settings, { databaseUrl: url.href });
}

describe('a read that takes the database too long', () => {
  const settings = testSettings(UNCACHED);
  const app = testApp(settings, { seed: seedCatalogue });
  /** More rows than anybody can count in a minute. */
  const ENDLESS = 'SELECT COUNT(*) FROM goods a, goods b, goods c, goods d, goods e, goods f';
  afterEach(() => vi.restoreAllMocks());

  it('is ended by the server itself, and answered with 503', async () => {
    vi.spyOn(GoodsSearchIndex.prototype, 'find').mockImplementation((_word, { rest }) =>
      rest.dataSource.query(ENDLESS),
    );
    const asked = performance.now();
    const { status, headers } = await app.get('/goods/?search=x');
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    const running = await app.dataSource.query(
      'SELECT info FROM information_schema.processlist WHERE db = DATABASE() AND info LIKE ?',
      ['%goods f'],
    );
    expect(running).toEqual([]);
    expect((await app.get('/goods/')).status).toBe(200);
  });
});
