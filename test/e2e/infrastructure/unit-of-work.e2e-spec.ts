import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { CATALOGUE_ENTITIES, HotSearchWord } from '../../../src/goods/entities/index.js';
import { testDatabase } from '../../support/database.js';
import { testSettings } from '../../support/settings.js';

describe('a unit of work', () => {
  const database = testDatabase(testSettings(), CATALOGUE_ENTITIES);
  const failure = new Error('changed my mind');

  const addWord = (manager: EntityManager, keywords: string, position = 0) =>
    manager.insert(HotSearchWord, { keywords, position, createdAt: new Date() });
  const words = async () => {
    const rows = await database.dataSource.manager.find(HotSearchWord);
    return rows.map(({ keywords }) => keywords).sort();
  };

  beforeEach(() =>
    database.unitOfWork.run(({ manager }) =>
      manager.createQueryBuilder().delete().from(HotSearchWord).execute(),
    ),
  );

  it('commits what it wrote and hands back its result', async () => {
    const result = await database.unitOfWork.run(async ({ manager }) => {
      await addWord(manager, '苹果');
      return 42;
    });
    expect(result).toBe(42);
    expect(await words()).toEqual(['苹果']);
  });

  it('leaves nothing behind when it fails', async () => {
    const run = database.unitOfWork.run(async ({ manager }) => {
      await addWord(manager, 'a');
      throw failure;
    });
    await expect(run).rejects.toBe(failure);
    expect(await words()).toEqual([]);
  });

  it('is not disturbed by others that fail at the same time', async () => {
    const units = Array.from({ length: 40 }, (_, number) =>
      database.unitOfWork.run(async ({ manager }) => {
        await addWord(manager, `first ${number}`);
        await delay(number % 5);
        await addWord(manager, `second ${number}`);
        if (number % 3 === 0) throw failure;
      }),
    );
    await Promise.allSettled(units);
    const survivors = Array.from({ length: 40 }, (_, number) => number).filter((n) => n % 3 !== 0);
    const expected = survivors.flatMap((n) => [`first ${n}`, `second ${n}`]).sort();
    expect(await words()).toEqual(expected);
  });

  it('shows readers only what is committed', async () => {
    await database.unitOfWork.run(async ({ manager }) => {
      await addWord(manager, 'a');
      expect(await manager.count(HotSearchWord)).toBe(1);
      expect(await words()).toEqual([]);
    });
    expect(await words()).toEqual(['a']);
  });

  describe('after the commit', () => {
    it('runs its tasks in order, when others can see the rows', async () => {
      const seen: unknown[] = [];
      await database.unitOfWork.run(async (tx) => {
        tx.afterCommit(async () => {
          await delay(5);
          seen.push(await words());
        });
        tx.afterCommit(() => seen.push('second'));
        await addWord(tx.manager, 'a');
        seen.push('work');
      });
      expect(seen).toEqual(['work', ['a'], 'second']);
    });

    it('runs no task when it was rolled back', async () => {
      const task = vi.fn();
      const run = database.unitOfWork.run(async (tx) => {
        tx.afterCommit(task);
        throw failure;
      });
      await expect(run).rejects.toBe(failure);
      expect(task).not.toHaveBeenCalled();
    });

    it('survives failing tasks, logs them and runs the others', async () => {
      const log = vi.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
      onTestFinished(() => log.mockRestore());
      const task = vi.fn();
      await database.unitOfWork.run(async (tx) => {
        await addWord(tx.manager, 'a');
        tx.afterCommit(() => Promise.reject(failure));
        tx.afterCommit(() => {
          throw failure;
        });
        tx.afterCommit(task);
      });
      expect(task).toHaveBeenCalledOnce();
      expect(log).toHaveBeenCalledTimes(2);
      expect(await words()).toEqual(['a']);
    });

    it('lets a task start a unit of work of its own', async () => {
      await database.unitOfWork.run(async (tx) => {
        tx.afterCommit(() => database.unitOfWork.run(({ manager }) => addWord(manager, 'later')));
      });
      expect(await words()).toEqual(['later']);
    });
  });

  describe('inside another one', () => {
    it('commits and vanishes with it', async () => {
      const outer = database.unitOfWork.run(async () => {
        await database.unitOfWork.run(({ manager }) => addWord(manager, 'inner'));
        throw failure;
      });
      await expect(outer).rejects.toBe(failure);
      expect(await words()).toEqual([]);
    });

    it('delays its tasks until the outer one has committed', async () => {
      const order: string[] = [];
      await database.unitOfWork.run(async () => {
        await database.unitOfWork.run(async (tx) => tx.afterCommit(() => order.push('task')));
        order.push('outer');
      });
      expect(order).toEqual(['outer', 'task']);
    });

    it('takes the outer one down when it fails, even if that is caught', async () => {
      const outer = database.unitOfWork.run(async ({ manager }) => {
        await addWord(manager, 'outer');
        await database.unitOfWork.run(() => Promise.reject(failure)).catch(() => undefined);
      });
      await expect(outer).rejects.toBe(failure);
      expect(await words()).toEqual([]);
    });
  });

  it('refuses statements that come after its end', async () => {
    let leaked: EntityManager | undefined;
    await database.unitOfWork.run(async ({ manager }) => {
      leaked = manager;
    });
    await expect(addWord(leaked!, 'late')).rejects.toThrow();
    expect(await words()).toEqual([]);
  });

  it('refuses statements that nobody waited for', async () => {
    const forgotten: Promise<unknown>[] = [];
    await database.unitOfWork.run(async ({ manager }) => {
      const late = delay(0).then(() => addWord(manager, 'late'));
      forgotten.push(late.catch((error: unknown) => error));
    });
    const [error] = await Promise.all(forgotten);
    expect(error).toBeInstanceOf(Error);
    expect(await words()).toEqual([]);
  });

  it('starts afresh for work that outlives the unit it was started in', async () => {
    let finish = () => {};
    let straggler: Promise<unknown> | undefined;
    await database.unitOfWork.run(async () => {
      straggler = new Promise<void>((resolve) => {
        finish = resolve;
      }).then(() => database.unitOfWork.run(({ manager }) => addWord(manager, 'own')));
    });
    finish();
    await straggler;
    expect(await words()).toEqual(['own']);
  });
});
