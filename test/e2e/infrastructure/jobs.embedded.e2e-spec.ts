import { describe, expect, it } from 'vitest';
import { defineJob, QueueFull } from '../../../src/infrastructure/jobs/index.js';
import { jobProcess } from '../../support/jobs.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const PACK = defineJob<string>('pack', { attempts: 3, backoffSeconds: 60 });

describe('jobs in embedded mode', () => {
  const settings = testSettings({ WORKERS: '0' });

  it('run although there are no workers, because no other process could run them', async () => {
    const process = await jobProcess(settings, (workers) =>
      workers.register(PACK, async () => undefined),
    );
    const job = await process.queue.enqueue(PACK, 'A1');
    expect(await job.finished(5)).toBe('done');
    await process.context.close();
  });

  it('that are due are done before the process ends, those that failed are kept', async () => {
    const done: string[] = [];
    const process = await jobProcess(settings, (workers) =>
      workers.register(PACK, async (name) => {
        if (name === 'bad') throw new Error('no box');
        done.push(name);
      }),
    );
    const failing = await process.queue.enqueue(PACK, 'bad');
    for (const name of ['A1', 'A2', 'A3']) await process.queue.enqueue(PACK, name);
    await process.queue.enqueue(PACK, 'later', { delaySeconds: 60 });
    await until(() => done.length > 0);
    await process.context.close();
    expect(done).toEqual(['A1', 'A2', 'A3']);

    const next = await jobProcess(settings, (workers) =>
      workers.register(PACK, async (name) => {
        done.push(`${name} again`);
      }),
    );
    const kept = { id: failing.id, payload: 'bad', attempts: 1, reason: 'no box' };
    expect(await next.queue.failed()).toEqual([expect.objectContaining(kept)]);
    const again = await next.queue.retry(failing.id);
    expect(await again?.finished(5)).toBe('done');
    expect(done.at(-1)).toBe('bad again');
    expect(await next.queue.failed()).toEqual([]);
    await next.context.close();
  });

  it('are refused when too many are waiting', async () => {
    const process = await jobProcess(settings, (workers) =>
      workers.register(PACK, async () => undefined),
    );
    const enqueue = () => process.queue.enqueue(PACK, 'A1', { delaySeconds: 60 });
    await Promise.all(Array.from({ length: 10_000 }, enqueue));
    await expect(enqueue()).rejects.toThrow(QueueFull);
    await process.context.close();
  });
});
