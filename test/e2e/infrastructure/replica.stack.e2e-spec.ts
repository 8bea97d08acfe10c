import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createApplication } from '../../../src/application.js';
import type { Settings } from '../../../src/config/settings.js';
import { Replica } from '../../../src/infrastructure/database/replica.js';
import { TestApp } from '../../support/app.js';
import { seedMovies } from '../../support/movies.js';
import { replication } from '../../support/replication.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { until } from '../../support/until.js';
import { changeUser } from '../../support/users.js';

const DATABASE = 'shop';
/** What the primary is asked before each statement that the replica answers. */
const POSITION = /^SELECT @@GLOBAL\.gtid_binlog_pos/;

describe('a shop whose database has a replica', () => {
  const servers = replication(DATABASE);
  const common = testSettings();
  const keepingNothing = testSettings({ CACHE_TTL: '0', REDIS_PREFIX: common.redisPrefix });
  const app = new TestApp();
  /** Asks the database each time. */
  const uncached = new TestApp();
  let administrator: Shopper;

  beforeAll(async () => {
    await start(app, common);
    await seedMovies(app);
    await start(uncached, keepingNothing);
    administrator = await shopper(app);
    await changeUser(app, administrator, { role: 'administrator' });
  }, 60_000);
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => Promise.all([app.nest?.close(), uncached.nest?.close()]));

  async function start(one: TestApp, settings: Settings): Promise<void> {
    const copy = Object.assign(Object.create(settings) as Settings, {
      databaseUrl: servers.primary.url(DATABASE),
      databaseReplicaUrl: servers.replica.url(DATABASE),
    });
    one.nest = await createApplication(copy);
    await one.nest.listen(0, '127.0.0.1');
    const { port } = one.nest.getHttpServer().address() as { port: number };
    one.url = `http://127.0.0.1:${port}`;
  }

  const isUsed = (one: TestApp): boolean => one.nest.get(Replica).isUsable;
  const untilUsed = (): Promise<void> => until(() => isUsed(app) && isUsed(uncached), 15_000);

  /** Reads that the replica has answered while the work was done. */
  async function readsOfReplica(work: () => Promise<unknown>): Promise<number> {
    const count = async () => {
      const sql = "SHOW GLOBAL STATUS LIKE 'Handler_read_%'";
      const rows = await servers.replica.query(sql);
      return rows.reduce((sum, { Value }) => sum + Number(Value), 0);
    };
    const before = await count();
    // What asking costs by itself.
    const own = (await count()) - before;
    await work();
    return (await count()) - before - 2 * own;
  }

  let number = 0;
  /** Gives the movie another name. @returns it, once that is acknowledged */
  async function rename(): Promise<string> {
    number += 1;
    const name = `片名${number}`;
    const answer = await administrator.request('PATCH', '/movies/1/', { body: { name } });
    expect(answer.status).toBe(200);
    return name;
  }
  const shownName = async (one: TestApp): Promise<string> =>
    (await one.get('/movies/1/')).json.name;

  /** The names that both apps show right after each of some changes, the kept one again at last. */
  async function expectNothingOld(changes: number): Promise<void> {
    for (let change = 0; change < changes; change += 1) {
      const name = await rename();
      expect([await shownName(app), await shownName(uncached)]).toEqual([name, name]);
      expect(await shownName(app)).toBe(name);
    }
  }

  it('reads there for whoever is not signed in', async () => {
    let statements: string[] = [];
    const read = async () => {
      statements = await uncached.queries(() => uncached.get('/movies/'));
    };
    // On a busy machine it may come too late for one read, never for all.
    await until(async () => {
      await untilUsed();
      const reads = await readsOfReplica(read);
      return reads >= 10 && statements.every((sql) => POSITION.test(sql));
    }, 15_000);
    expect(statements).not.toEqual([]);
  });

  it("reads what is somebody's own from the primary", async () => {
    const work = () => administrator.get('/userfavs/');
    expect(await readsOfReplica(work)).toBe(0);
    expect(await app.queries(work)).not.toContainEqual(expect.stringMatching(POSITION));
  });

  it('shows each change at once, while many read and the replica follows', async () => {
    const reading = meanwhile(4, async (isOver, index) => {
      const seen: string[] = [];
      while (!isOver()) seen.push(await shownName(index % 2 ? app : uncached));
      // Nobody sees the past after the present.
      const numbers = seen.map((name) => Number(name.replace(/\D/g, '')));
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    });
    await reading(() => expectNothingOld(10));
  });

  it('shows each change at once while the replica has stopped, and keeps nothing old', async () => {
    await servers.replica.query('STOP SLAVE');
    await expectNothingOld(3);
    await expect
      .poll(async () => (await app.get('/readyz')).json, { timeout: 3_000 })
      .toMatchObject({ status: 'degraded', checks: { database: 'ok', replica: 'failing' } });
    const name = await rename();
    await servers.replica.query('START SLAVE');
    await untilUsed();
    expect([await shownName(app), await shownName(uncached)]).toEqual([name, name]);
  });

  it('shows each change at once while the replica is late', async () => {
    await servers.delay(1);
    await expectNothingOld(3);
    await servers.delay(0);
    await untilUsed();
    await expectNothingOld(1);
  });

  /** The statuses that many get who read while something is done to the replica. */
  async function statusesDuring(work: () => Promise<void>): Promise<Set<number>> {
    const statuses = new Set<number>();
    const reading = meanwhile(8, async (isOver) => {
      while (!isOver()) statuses.add((await uncached.get('/movies/')).status);
    });
    await reading(work);
    return statuses;
  }

  it('loses no request with a replica that is killed, and uses it again when it is back', async () => {
    await untilUsed();
    const warn = vi.spyOn(Logger.prototype, 'warn');
    const log = vi.spyOn(Logger.prototype, 'log');
    const lines = (spy: typeof warn) =>
      spy.mock.calls.map(([text]) => String(text)).filter((text) => /replica/.test(text));
    const statuses = await statusesDuring(async () => {
      await uncached.get('/movies/');
      await servers.replica.kill();
      await until(() => !isUsed(uncached));
      await uncached.get('/movies/');
    });
    expect(statuses).toEqual(new Set([200]));
    expect(lines(warn)[0]).toMatch(/^The replica fails \(.*\): all reads go to the primary$/);
    await until(() => !isUsed(app));
    await servers.startReplica();
    await untilUsed();
    // One line each of either shop.
    expect([lines(warn).length, lines(log).length]).toEqual([2, 2]);
  });

  it('loses no request with a replica that hangs', async () => {
    await untilUsed();
    const statuses = await statusesDuring(async () => {
      servers.replica.freeze(true);
      await until(() => !isUsed(uncached));
      await uncached.get('/movies/');
    });
    servers.replica.freeze(false);
    expect(statuses).toEqual(new Set([200]));
    await untilUsed();
  });
});

/** @returns does the work while so many others do theirs, until they are told that it is over */
function meanwhile(count: number, others: (isOver: () => boolean, index: number) => Promise<void>) {
  return async (work: () => Promise<void>): Promise<void> => {
    let isOver = false;
    const all = Promise.all(
      Array.from({ length: count }, (_, index) => others(() => isOver, index)),
    );
    await Promise.all([all, work().finally(() => (isOver = true))]);
  };
}
