import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  defineJob,
  JobFailed,
  type JobHandler,
  PermanentError,
  type RunningJob,
} from '../../../src/infrastructure/jobs/index.js';
import { type JobProcess, jobProcess } from '../../support/jobs.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

interface Order {
  readonly number: string;
}

const PACK = defineJob<Order>('pack', { attempts: 3, backoffSeconds: 0.02 });

describe('jobs', () => {
  const settings = testSettings({ WORKERS: '2' });
  const handlers = new Map<string, JobHandler<Order>>();
  let process: JobProcess;

  beforeAll(async () => {
    process = await jobProcess(settings, (workers) =>
      workers.register(PACK, async (order, job) => handlers.get(order.number)?.(order, job)),
    );
  });
  afterAll(() => process.context.close());

  /** What happens to the jobs of this order from now on. */
  function handle(number: string, handler: JobHandler<Order>): void {
    handlers.set(number, handler);
  }

  it('are done with the payload that was handed over', async () => {
    const done: [Order, RunningJob][] = [];
    handle('A1', async (...call) => {
      done.push(call);
    });
    const job = await process.queue.enqueue(PACK, { number: 'A1' });
    expect(await job.finished(5)).toBe('done');
    expect(done).toEqual([[{ number: 'A1' }, { id: job.id, name: 'pack', attempt: 1 }]]);
  });

  it('can be waited for after they are done', async () => {
    const job = await process.queue.enqueue(PACK, { number: 'A2' });
    await job.finished(5);
    expect(await job.finished(5)).toBe('done');
  });

  it('are pending for those who do not wait long enough', async () => {
    let finish = (): void => undefined;
    handle('A3', () => new Promise((resolve) => (finish = resolve)));
    const job = await process.queue.enqueue(PACK, { number: 'A3' });
    expect(await job.finished(0.05)).toBe('pending');
    finish();
    expect(await job.finished(5)).toBe('done');
  });

  it('are tried again after a pause when they fail, under the same id', async () => {
    const tries: { id: string; attempt: number; at: number }[] = [];
    handle('A4', async (_order, { id, attempt }) => {
      tries.push({ id, attempt, at: performance.now() });
      if (attempt < 3) throw new Error('no box');
    });
    const job = await process.queue.enqueue(PACK, { number: 'A4' });
    expect(await job.finished(5)).toBe('done');
    expect(tries.map(({ id, attempt }) => [id, attempt])).toEqual(
      [1, 2, 3].map((n) => [job.id, n]),
    );
    const pauses = tries.slice(1).map(({ at }, index) => at - tries[index]!.at);
    expect(pauses[0]).toBeGreaterThan(18);
    expect(pauses[1]).toBeGreaterThan(38);
  });

  it('fail for good when the tries are used up, and can be looked at', async () => {
    handle('A5', () => Promise.reject(new Error('no box')));
    const before = Date.now();
    const job = await process.queue.enqueue(PACK, { number: 'A5' });
    await expect(job.finished(5)).rejects.toThrow(new JobFailed('no box'));
    const failed = await process.queue.failed();
    expect(failed.find(({ id }) => id === job.id)).toEqual({
      id: job.id,
      name: 'pack',
      payload: { number: 'A5' },
      attempts: 3,
      failedAt: expect.toSatisfy((at: Date) => at.getTime() >= before - 1),
      reason: 'no box',
    });
  });

  it('fail at once when their handler knows that trying again is useless', async () => {
    let tries = 0;
    handle('A6', async () => {
      tries += 1;
      throw new PermanentError('no such order');
    });
    const job = await process.queue.enqueue(PACK, { number: 'A6' });
    await expect(job.finished(5)).rejects.toThrow(new JobFailed('no such order'));
    await delay(100);
    expect(tries).toBe(1);
  });

  it('get all their tries again when they are retried by hand', async () => {
    let tries = 0;
    handle('A7', async () => {
      tries += 1;
      if (tries < 6) throw new Error('no box');
    });
    const job = await process.queue.enqueue(PACK, { number: 'A7' });
    await expect(job.finished(5)).rejects.toThrow(JobFailed);
    const again = await process.queue.retry(job.id);
    expect(await again?.finished(5)).toBe('done');
    expect(tries).toBe(6);
    expect((await process.queue.failed()).map(({ id }) => id)).not.toContain(job.id);
  });

  it('are not retried by hand unless they have failed', async () => {
    const job = await process.queue.enqueue(PACK, { number: 'A8' }, { delaySeconds: 60 });
    expect(await process.queue.retry(job.id)).toBeUndefined();
    expect(await process.queue.retry('pack-unknown')).toBeUndefined();
  });

  it('wait as long as they are told to', async () => {
    const startedAt = performance.now();
    const job = await process.queue.enqueue(PACK, { number: 'A9' }, { delaySeconds: 0.3 });
    expect(await job.finished(5)).toBe('done');
    expect(performance.now() - startedAt).toBeGreaterThan(295);
  });

  it('are done once however often they are handed over under one id', async () => {
    let runs = 0;
    let finish = (): void => undefined;
    handle('A10', () => {
      runs += 1;
      return new Promise((resolve) => (finish = resolve));
    });
    const enqueue = () => process.queue.enqueue(PACK, { number: 'A10' }, { id: 'A10' });
    const jobs = await Promise.all(Array.from({ length: 20 }, enqueue));
    await until(() => runs > 0);
    jobs.push(await enqueue());
    finish();
    expect(await Promise.all(jobs.map((job) => job.finished(5)))).toEqual(jobs.map(() => 'done'));
    expect(runs).toBe(1);
  });

  it('stay failed when they are handed over again under their id', async () => {
    handle('A11', () => Promise.reject(new PermanentError('no such order')));
    const enqueue = () => process.queue.enqueue(PACK, { number: 'A11' }, { id: 'A11' });
    await expect((await enqueue()).finished(5)).rejects.toThrow(JobFailed);
    await expect((await enqueue()).finished(5)).rejects.toThrow('no such order');
  });

  it.each(['', 'a:b', '../a', 'a b'])('refuse %j as an id', async (id) => {
    await expect(process.queue.enqueue(PACK, { number: 'A12' }, { id })).rejects.toThrow(TypeError);
  });

  it('run at once only as many as there are workers', async () => {
    let running = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    handle('A13', async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => finish.push(resolve));
      running -= 1;
    });
    const jobs = await Promise.all(
      Array.from({ length: 6 }, () => process.queue.enqueue(PACK, { number: 'A13' })),
    );
    for (let done = 0; done < 6; done += 1) {
      await until(() => finish.length > 0);
      finish.shift()!();
    }
    expect(await Promise.all(jobs.map((job) => job.finished(5)))).toEqual(jobs.map(() => 'done'));
    expect(most).toBe(2);
  });

  it('without a handler fail, and say so', async () => {
    const job = await process.queue.enqueue(defineJob('unknown', { attempts: 1 }), {});
    await expect(job.finished(5)).rejects.toThrow('no handler for job unknown');
  });

  it('have one handler each', () => {
    expect(() => process.workers.register(PACK, async () => undefined)).toThrow('two handlers');
  });
});

describe('a process that ends', () => {
  const settings = testSettings({ WORKERS: '1' });

  it('finishes the job that it runs', async () => {
    let state: 'waiting' | 'running' | 'done' = 'waiting';
    const process = await jobProcess(settings, (workers) =>
      workers.register(PACK, async () => {
        state = 'running';
        await delay(200);
        state = 'done';
      }),
    );
    await process.queue.enqueue(PACK, { number: 'B1' });
    await until(() => state === 'running');
    await process.context.close();
    expect(state).toBe('done');
  });
});
