import { beforeAll, describe, expect, it } from 'vitest';
import { defineJob, JobQueue, JobWorkers } from '../../../src/infrastructure/jobs/index.js';
import { testApp } from '../../support/app.js';
import { MASTER, WatchedRedis } from '../../support/sentinel.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const note = defineJob<{ number: number }>('note-number');

describe('a shop whose Redis is watched by sentinels', async () => {
  const redis = await WatchedRedis.start();
  const settings = testSettings({
    // Whoever listens there is not asked.
    REDIS_URL: 'redis://127.0.0.1:9/0',
    REDIS_CACHE_URL: process.env.TEST_REDIS_URL ?? '',
    REDIS_SENTINELS: `127.0.0.1:${redis.sentinelPort}`,
    REDIS_SENTINEL_NAME: MASTER,
  });
  const app = testApp(settings);
  const done = new Set<number>();
  beforeAll(() => {
    app.nest.get(JobWorkers).register(note, async ({ number }) => {
      done.add(number);
    });
  });

  let mobiles = 13_700_000_000;
  const askForCode = async () =>
    (await app.request('POST', '/code/', { body: { mobile: String((mobiles += 1)) } })).status;
  const handOver = (number: number) => app.nest.get(JobQueue).enqueue(note, { number });

  it('goes on by itself when another one has become the master', async () => {
    expect(await askForCode()).toBe(201);
    await handOver(1);
    await until(() => done.has(1));

    await redis.killMaster();
    const statuses = new Set<number>();
    await until(async () => {
      const status = await askForCode();
      statuses.add(status);
      return status === 201;
    }, 30_000);
    expect([...statuses].filter((status) => status !== 201 && status !== 507)).toEqual([]);
    expect((await app.get('/goods/')).status).toBe(200);
    await until(async () => (await app.get('/readyz')).json.status === 'ok', 10_000);

    await until(() =>
      handOver(2).then(
        () => true,
        () => false,
      ),
    );
    await until(() => done.has(2), 20_000);
  });
});
