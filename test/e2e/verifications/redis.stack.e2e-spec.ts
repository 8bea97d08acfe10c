import { getQueueToken } from '@nestjs/bull';
import type { Queue } from 'bull';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { QUEUE } from '../../../src/infrastructure/jobs/bull-job-queue.js';
import { redisClient, redisProxy } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { freshMobile, lastSecret, verificationsApp } from '../../support/verifications.js';
import { until } from '../../support/until.js';

describe('verifications without Redis', async () => {
  const proxy = await redisProxy(process.env.TEST_REDIS_URL!);
  const settings = testSettings({ REDIS_URL: proxy.url });
  afterAll(() => proxy.close());
  const app = verificationsApp(settings);

  it('answer 507 at once, send nothing, and recover', async () => {
    proxy.cut();
    onTestFinished(() => proxy.restore());
    const mobile = freshMobile();
    const begin = performance.now();
    for (const answer of await Promise.all([
      app.get(`/sms_codes/${mobile}/`),
      app.get(`/image_codes/${crypto.randomUUID()}/`),
      app.request('POST', '/code/', { body: { mobile } }),
      app.request('POST', '/email_codes/', { body: { email: 'shopper@example.com' } }),
    ])) {
      expect(answer.status).toBe(507);
      expect(answer.json).toEqual({ message: '服务器内部错误' });
    }
    expect(performance.now() - begin).toBeLessThan(2_000);
    const english = await app.get(`/sms_codes/${mobile}/`, { 'Accept-Language': 'en' });
    expect(english.json).toEqual({ message: 'Internal server error' });
    proxy.restore();
    await until(async () => (await app.get(`/sms_codes/${freshMobile()}/`)).status === 200);
  });
});

describe('verifications whose queue alone is away', () => {
  const app = verificationsApp(testSettings());

  it('answer 507, and let nobody wait for the next code', async () => {
    const { client } = app.nest.get<Queue>(getQueueToken(QUEUE));
    const body = { mobile: freshMobile() };
    client.disconnect();
    const answer = await app.request('POST', '/code/', { body });
    expect([answer.status, answer.json]).toEqual([507, { message: '服务器内部错误' }]);
    await client.connect();
    expect((await app.request('POST', '/code/', { body })).status).toBe(201);
  });
});

describe('verification codes in Redis', () => {
  const settings = testSettings();
  const app = verificationsApp(settings);
  const redis = redisClient(settings);

  /** A value of any type as text. */
  async function valueOf(key: string): Promise<string> {
    const type = await redis.type(key);
    if (type === 'string') return (await redis.get(key))!;
    if (type === 'hash') return JSON.stringify(await redis.hgetall(key));
    if (type === 'list') return JSON.stringify(await redis.lrange(key, 0, -1));
    return JSON.stringify(await redis.zrange(key, 0, -1));
  }

  it('are nowhere in a readable form, neither in the store nor in the queue', async () => {
    const mobile = freshMobile();
    await app.get(`/sms_codes/${mobile}/`);
    const code = (await lastSecret(settings, mobile))!;
    const keys = await redis.keys(`${settings.redisPrefix}*`);
    expect(keys.some((key) => key.includes(mobile))).toBe(true);
    for (const key of keys) {
      expect(`${key} ${await valueOf(key)}`).not.toMatch(new RegExp(`(?<!\\d)${code}(?!\\d)`));
    }
  });
});
