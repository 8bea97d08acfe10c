import { beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE_ENTITIES, HotSearchWord } from '../../../src/goods/entities/index.js';
import type { Transaction } from '../../../src/infrastructure/database/unit-of-work.js';
import { testDatabase } from '../../support/database.js';
import { testSettings } from '../../support/settings.js';

/** Resolves for everybody when `size` callers have arrived. */
function barrier(size: number) {
  let release = () => {};
  const open = new Promise<void>((resolve) => {
    release = resolve;
  });
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived === size) release();
    return open;
  };
}

describe('units of work on the database server', () => {
  const database = testDatabase(testSettings(), CATALOGUE_ENTITIES);

  const add = ({ manager }: Transaction, keywords: string, amount = 1) =>
    manager.increment(HotSearchWord, { keywords }, 'position', amount);
  const positions = async () => {
    const rows = await database.dataSource.manager.find(HotSearchWord, { order: { id: 'ASC' } });
    return rows.map(({ position }) => position);
  };

  beforeEach(() =>
    database.unitOfWork.run(async ({ manager }) => {
      await manager.createQueryBuilder().delete().from(HotSearchWord).execute();
      const createdAt = new Date();
      await manager.insert(HotSearchWord, { keywords: 'a', position: 0, createdAt });
      await manager.insert(HotSearchWord, { keywords: 'b', position: 0, createdAt });
    }),
  );

  it('read committed data, in UTC, and refuse values that do not fit', async () => {
    const session = await database.unitOfWork.run(async ({ manager }) => {
      const [variables] = await manager.query<Record<string, string>[]>(
        'SELECT @@session.time_zone AS zone, @@session.sql_mode AS mode',
      );
      const [isolation] = await manager.query<{ Value: string }[]>(
        "SHOW SESSION VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')",
      );
      return { ...variables, isolation: isolation?.Value };
    });
    expect(session).toMatchObject({ zone: '+00:00', isolation: 'READ-COMMITTED' });
    expect(session).toHaveProperty('mode', expect.stringContaining('STRICT_TRANS_TABLES'));
  });

  it('all succeed although they lock rows in opposite orders', async () => {
    let tries = 0;
    const rounds = 30;
    for (let round = 0; round < rounds; round += 1) {
      const bothHoldOne = barrier(2);
      const unit = (first: string, second: string) =>
        database.unitOfWork.run(async (tx) => {
          tries += 1;
          await add(tx, first);
          await bothHoldOne();
          await add(tx, second);
        });
      await Promise.all([unit('a', 'b'), unit('b', 'a')]);
    }
    expect(tries).toBeGreaterThanOrEqual(rounds * 3);
    expect(await positions()).toEqual([rounds * 2, rounds * 2]);
  });

  it('add up, also when so many pull at the same rows that some may give up', async () => {
    const units = Array.from({ length: 60 }, (_, number) =>
      database.unitOfWork.run(async (tx) => {
        const [first, second] = number % 2 === 0 ? ['a', 'b'] : ['b', 'a'];
        await add(tx, first!);
        await add(tx, second!);
      }),
    );
    const results = await Promise.allSettled(units);
    const done = results.filter(({ status }) => status === 'fulfilled').length;
    expect(done).toBeGreaterThan(40);
    expect(await positions()).toEqual([done, done]);
  });

  it('keep nothing of a try that a deadlock ended, even when the work swallows the error', async () => {
    const bothHoldOne = barrier(2);
    const tasks: string[] = [];
    const unit = (name: string, first: string, second: string) =>
      database.unitOfWork.run(async (tx) => {
        tx.afterCommit(() => tasks.push(name));
        await add(tx, first);
        await bothHoldOne();
        await add(tx, second).catch(() => undefined);
        await add(tx, first, 100).catch(() => undefined);
      });
    await Promise.all([unit('one', 'a', 'b'), unit('two', 'b', 'a')]);
    expect(await positions()).toEqual([102, 102]);
    expect(tasks.sort()).toEqual(['one', 'two']);
  });

  it('give up after twelve tries and hand on the error', async () => {
    let tries = 0;
    const run = database.unitOfWork.run(async ({ manager }) => {
      tries += 1;
      await manager.query(
        "SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'locked'",
      );
    });
    await expect(run).rejects.toMatchObject({ code: 'ER_LOCK_DEADLOCK' });
    expect(tries).toBe(12);
  });

  it('start over after a lock timeout', async () => {
    let tries = 0;
    await database.unitOfWork.run(async (tx) => {
      tries += 1;
      await add(tx, 'a');
      if (tries > 1) return;
      await tx.manager.query(
        "SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1205, MESSAGE_TEXT = 'too long'",
      );
    });
    expect(tries).toBe(2);
    expect(await positions()).toEqual([1, 0]);
  });
});
