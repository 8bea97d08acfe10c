import { describe, expect, it, onTestFinished } from 'vitest';
import type { Settings } from '../../../src/config/settings.js';
import { loadSettings } from '../../../src/settings.js';
import { defineJob, JobFailed, QueueUnavailable } from '../../../src/infrastructure/jobs/index.js';
import { type JobProcess, jobProcess } from '../../support/jobs.js';
import { closedPort, redisClient, redisProxy } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const PACK = defineJob<string>('pack', { attempts: 2, backoffSeconds: 0.02 });

describe('jobs in stack mode', () => {
  const settings = testSettings({ WORKERS: '0' });
  const redis = redisClient(settings);

  /** The same shop in another process. */
  function shopWith(changes: Record<string, string>): Settings {
    return loadSettings({
      NODE_ENV: 'test',
      DATABASE_URL: settings.databaseUrl,
      SECRET_KEY: settings.secretKey,
      REDIS_URL: settings.redisUrl,
      REDIS_PREFIX: settings.redisPrefix,
      ...changes,
    });
  }

  async function start(
    changes: Record<string, string>,
    handler: (name: string) => Promise<void> = async () => undefined,
  ): Promise<JobProcess> {
    const process = await jobProcess(shopWith(changes), (workers) =>
      workers.register(PACK, handler),
    );
    onTestFinished(() => process.context.close());
    return process;
  }

  it('wait for a process with workers', async () => {
    const api = await start({ WORKERS: '0' }, () => Promise.reject(new Error('not here')));
    const job = await api.queue.enqueue(PACK, 'A1');
    expect(await job.finished(0.2)).toBe('pending');
    const done: string[] = [];
    await start({ WORKERS: '1' }, async (name) => {
      done.push(name);
    });
    expect(await job.finished(5)).toBe('done');
    expect(done).toEqual(['A1']);
  });

  it('are done once, by any of the processes', async () => {
    const done: string[] = [];
    const work = async (name: string): Promise<void> => {
      done.push(name);
    };
    const [api] = await Promise.all([start({ WORKERS: '3' }, work), start({ WORKERS: '3' }, work)]);
    const names = Array.from({ length: 50 }, (_, index) => `A${index}`);
    const jobs = await Promise.all(names.map((name) => api.queue.enqueue(PACK, name)));
    await Promise.all(jobs.map((job) => job.finished(10)));
    expect(done.toSorted()).toEqual(names.toSorted());
  });

  it('leave nothing behind when they are done', async () => {
    const process = await start({ WORKERS: '1' });
    const job = await process.queue.enqueue(PACK, 'a secret');
    await job.finished(5);
    expect(await redis.keys(`${settings.redisPrefix}*${job.id}*`)).toEqual([]);
  });

  it('tell every process that waits why they failed', async () => {
    await start({ WORKERS: '1' }, () => Promise.reject(new Error('no box')));
    const api = await start({ WORKERS: '0' });
    const job = await api.queue.enqueue(PACK, 'A1');
    await expect(job.finished(5)).rejects.toThrow(new JobFailed('no box'));
  });

  it('cannot be handed over while Redis is away: within seconds, and not later either', async () => {
    const proxy = await redisProxy(settings.redisUrl!);
    onTestFinished(proxy.close);
    const done: string[] = [];
    const process = await start({ WORKERS: '1', REDIS_URL: proxy.url }, async (name) => {
      done.push(name);
    });
    await (await process.queue.enqueue(PACK, 'before')).finished(5);
    proxy.cut();
    const startedAt = performance.now();
    await expect(process.queue.enqueue(PACK, 'meanwhile')).rejects.toThrow(QueueUnavailable);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    proxy.restore();
    await until(() =>
      process.queue.enqueue(PACK, 'after').then(
        () => true,
        () => false,
      ),
    );
    await until(() => done.includes('after'), 10_000);
    expect(done).toEqual(['before', 'after']);
  });

  it('cannot be handed over to a Redis that does not answer', async () => {
    const proxy = await redisProxy(settings.redisUrl!);
    onTestFinished(proxy.close);
    const process = await start({ WORKERS: '0', REDIS_URL: proxy.url });
    proxy.silence();
    const startedAt = performance.now();
    await expect(process.queue.enqueue(PACK, 'A1')).rejects.toThrow(QueueUnavailable);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('do not keep a process without Redis from starting and ending', async () => {
    const startedAt = performance.now();
    const process = await jobProcess(shopWith({ WORKERS: '1', REDIS_URL: await closedPort() }));
    await expect(process.queue.enqueue(PACK, 'A1')).rejects.toThrow(QueueUnavailable);
    await process.context.close();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
