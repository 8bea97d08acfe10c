import { Logger } from '@nestjs/common';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  defineJob,
  JobOutbox,
  JobQueue,
  JobWorkers,
  outgoing,
} from '../../../src/infrastructure/jobs/index.js';
import { OutboxJob } from '../../../src/infrastructure/jobs/job-outbox.entity.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const LETTER = defineJob<{ to: string }>('post-a-letter', { attempts: 1 });
const UNKNOWN = defineJob<null>('nobody-does-this');

/** Milliseconds after which a sweep takes what was not handed over. */
const PATIENCE = 30_000;
const WEEK = 7 * 86_400_000;

describe('a job that belongs to a transaction', () => {
  const app = testApp(testSettings({ WORKERS: '3' }));
  let outbox: JobOutbox;
  let queue: JobQueue;
  const posted: string[] = [];

  beforeAll(() => {
    outbox = app.nest.get(JobOutbox, { strict: false });
    queue = app.nest.get(JobQueue, { strict: false });
    app.nest.get(JobWorkers, { strict: false }).register(LETTER, async ({ to }) => {
      posted.push(to);
    });
  });
  beforeEach(() => void posted.splice(0));
  afterEach(() => vi.restoreAllMocks());

  /** Lets the queue be away. @returns ends that */
  function queueAway() {
    const refused = vi.spyOn(queue, 'enqueue').mockRejectedValue(new Error('no queue'));
    return () => refused.mockRestore();
  }

  const write = (...names: string[]) =>
    app.unitOfWork.run((tx) => outbox.add(tx, ...names.map((to) => outgoing(LETTER, { to }))));

  const left = () => app.dataSource.manager.count(OutboxJob);
  const later = () => Date.now() + PATIENCE + 1_000;

  it('is done once it commits, and leaves nothing behind', async () => {
    await app.unitOfWork.run(async (tx) => {
      await outbox.add(tx, outgoing(LETTER, { to: 'Ann' }), outgoing(LETTER, { to: 'Bob' }));
      expect(posted).toEqual([]);
    });
    expect(await left()).toBe(0);
    await until(() => posted.length === 2);
    expect(posted.toSorted()).toEqual(['Ann', 'Bob']);
  });

  it('is not done when it is rolled back', async () => {
    const enqueue = vi.spyOn(queue, 'enqueue');
    const rolledBack = app.unitOfWork.run(async (tx) => {
      await outbox.add(tx, outgoing(LETTER, { to: 'Ann' }));
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    expect(await left()).toBe(0);
    expect(enqueue).not.toHaveBeenCalled();
  });

  it('costs one statement in it and one after it, however many jobs there are', async () => {
    const told = await app.statements(() => write('Ann', 'Bob', 'Cid'));
    const about = told.filter((statement) => statement.includes('job_outbox'));
    expect(about.map((statement) => statement.split(' ')[0])).toEqual(['INSERT', 'DELETE']);
  });

  it('waits while the queue is away, of which the log tells once, and is done by the next sweep', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn');
    const log = vi.spyOn(Logger.prototype, 'log');
    const error = vi.spyOn(Logger.prototype, 'error');
    const back = queueAway();
    await write('Ann');
    await write('Bob');
    expect(await outbox.sweep(later())).toBe(0);
    expect(await left()).toBe(2);
    back();
    expect(await outbox.sweep(later() + PATIENCE)).toBe(2);
    expect(await left()).toBe(0);
    await until(() => posted.length === 2);
    expect(warn.mock.calls).toEqual([
      ['Handing jobs over fails (no queue): jobs wait in the database'],
    ]);
    expect(log.mock.calls).toEqual([['Handing jobs over is back']]);
    expect(error).not.toHaveBeenCalled();
  });

  it('is handed over by a sweep in turn, the oldest first, and in any number', async () => {
    const back = queueAway();
    await write('first');
    await write(...Array.from({ length: 250 }, (_, index) => `${index}`));
    const times = {
      dueAt: new Date(Date.now() - 60_000),
      createdAt: new Date(Date.now() - 90_000),
    };
    await app.unitOfWork.run(({ manager }) =>
      manager.update(OutboxJob, { payload: JSON.stringify({ to: 'first' }) }, times),
    );
    back();
    const enqueue = vi.spyOn(queue, 'enqueue');
    expect(await outbox.sweep(later())).toBe(251);
    expect(enqueue.mock.calls[0]![1]).toEqual({ to: 'first' });
    await until(() => posted.length === 251);
    expect(new Set(posted).size).toBe(251);
  });

  it('is left to whoever is about to hand it over', async () => {
    let taken!: () => void;
    const enqueue = vi
      .spyOn(queue, 'enqueue')
      .mockReturnValue(new Promise((resolve) => (taken = () => resolve({} as never))));
    const written = write('Ann');
    await until(() => enqueue.mock.calls.length === 1);
    expect(await outbox.sweep()).toBe(0);
    taken();
    await written;
    expect(await left()).toBe(0);
  });

  it('is handed over once by many sweeps at once', async () => {
    const back = queueAway();
    await write(...Array.from({ length: 40 }, (_, index) => `${index}`));
    back();
    const now = later();
    const counts = await Promise.all([1, 2, 3, 4].map(() => outbox.sweep(now)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(40);
    await until(() => posted.length >= 40);
    expect(posted.toSorted()).toEqual(Array.from({ length: 40 }, (_, index) => `${index}`).sort());
    expect(await left()).toBe(0);
  });

  it('is not held up by one that nobody here can do', async () => {
    await app.unitOfWork.run((tx) => outbox.add(tx, outgoing(UNKNOWN, null)));
    const back = queueAway();
    await write('Ann');
    back();
    const warn = vi.spyOn(Logger.prototype, 'warn');
    expect(await outbox.sweep(later())).toBe(1);
    expect(warn).not.toHaveBeenCalled();
    await until(() => posted.includes('Ann'));
    const rows = await app.dataSource.manager.find(OutboxJob);
    expect(rows.map(({ name }) => name)).toEqual([UNKNOWN.name]);
  });

  it('is given up after a week, and the log says so', async () => {
    await app.unitOfWork.run(({ manager }) => manager.delete(OutboxJob, { name: UNKNOWN.name }));
    const back = queueAway();
    await write('Ann', 'Bob');
    const error = vi.spyOn(Logger.prototype, 'error');
    await outbox.sweep(Date.now() + WEEK - 10_000);
    expect(await left()).toBe(2);
    back();
    await outbox.sweep(Date.now() + WEEK + 10_000);
    expect(await left()).toBe(0);
    expect(posted).toEqual([]);
    expect(error.mock.calls).toEqual([['2 jobs are lost: no queue took them for a week']]);
  });

  it('is not done again because its row could not be deleted', async () => {
    const unitOfWork = app.unitOfWork;
    const { enqueue } = queue;
    vi.spyOn(queue, 'enqueue').mockImplementation((...job) => {
      vi.spyOn(unitOfWork, 'run').mockRejectedValueOnce(new Error('database away'));
      return enqueue.apply(queue, job);
    });
    await write('Ann');
    vi.restoreAllMocks();
    expect(await left()).toBe(1);
    await until(() => posted.length === 1);
    expect(await outbox.sweep(later())).toBe(0);
    expect(await left()).toBe(0);
    expect(posted).toEqual(['Ann']);
  });

  it('has an id that the queue takes', () => {
    expect(() => outgoing(LETTER, { to: 'Ann' }, 'a b')).toThrow(TypeError);
  });
});
