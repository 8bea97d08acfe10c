import { Logger } from '@nestjs/common';
import { createCache, type Cache } from 'cache-manager';
import { afterAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { redisCache } from '../../../src/infrastructure/cache/cache.module.js';
import { closedPort, redisClient, redisProxy, silentServer } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

async function timed<T>(work: Promise<T>) {
  const start = performance.now();
  const value = await work;
  return { value, milliseconds: performance.now() - start };
}

async function usable(cache: Cache) {
  await until(async () => {
    await cache.set('probe', 1, 10_000);
    return (await cache.get('probe')) === 1;
  });
}

describe('the cache in Redis', () => {
  const settings = testSettings();
  const { redisPrefix } = settings;
  const redis = redisClient(settings);
  const closing: (() => unknown)[] = [];

  async function open(url = settings.redisUrl!, prefix = redisPrefix) {
    const cache = createCache({ stores: [await redisCache(url, prefix, 60_000)] });
    closing.push(() => cache.disconnect());
    return cache;
  }

  const log = vi.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
  beforeEach(() => log.mockClear());
  afterAll(() => Promise.all(closing.map((close) => close())));

  it('tells Redis when an entry expires', async () => {
    const cache = await open();
    await usable(cache);
    await cache.set('timed', 'value', 5_000);
    await cache.set('untimed', 'value');
    expect(await redis.pttl(`${redisPrefix}cache:timed`)).toBeGreaterThan(4_000);
    expect(await redis.pttl(`${redisPrefix}cache:timed`)).toBeLessThanOrEqual(5_000);
    expect(await redis.pttl(`${redisPrefix}cache:untimed`)).toBeGreaterThan(50_000);
  });

  it('clears its own keys only, however many there are', async () => {
    const cache = await open();
    const strange = await open(undefined, `${redisPrefix}[a-z]*`);
    await Promise.all([usable(cache), usable(strange)]);
    await redis.set(`${redisPrefix}throttle:x`, 1, 'EX', 60);
    const pipeline = redis.pipeline();
    for (let number = 0; number < 2_500; number += 1) {
      pipeline.set(`${redisPrefix}cache:${number}`, '{}', 'EX', 60);
    }
    await pipeline.exec();
    await strange.clear();
    expect(await redis.exists(`${redisPrefix}cache:7`)).toBe(1);
    await cache.clear();
    expect(await redis.keys(`${redisPrefix}cache:*`)).toEqual([]);
    expect(await redis.exists(`${redisPrefix}throttle:x`)).toBe(1);
  });

  it.each([
    ['is not there', async () => ({ url: await closedPort(), close: () => undefined })],
    ['never answers', silentServer],
  ])('is empty and quick when Redis %s', async (_case, start) => {
    const server = await start();
    const cache = await open(server.url);
    onTestFinished(() => server.close());
    onTestFinished(() => cache.disconnect().then(() => undefined));
    const { value, milliseconds } = await timed(
      (async () => {
        await cache.set('key', 'value', 1_000);
        await cache.del('key');
        await cache.clear();
        return cache.get('key');
      })(),
    );
    expect(value).toBeUndefined();
    expect(milliseconds).toBeLessThan(1_000);
  });

  it('does without Redis when the connection breaks, says so once, and takes it up again', async () => {
    const proxy = await redisProxy(settings.redisUrl!);
    closing.push(proxy.close);
    const cache = await open(proxy.url);
    await usable(cache);
    proxy.cut();
    await until(async () => (await cache.get('probe')) === undefined);
    for (let round = 0; round < 20; round += 1) await cache.set('key', 'value', 1_000);
    expect(log).toHaveBeenCalledOnce();
    proxy.restore();
    await usable(cache);
  });

  it('waits half a second for an answer, and then does without for a while', async () => {
    const proxy = await redisProxy(settings.redisUrl!);
    closing.push(proxy.close);
    const cache = await open(proxy.url);
    await usable(cache);
    proxy.silence();
    const first = await timed(cache.get('probe'));
    expect(first.value).toBeUndefined();
    expect(first.milliseconds).toBeGreaterThan(400);
    expect(first.milliseconds).toBeLessThan(900);
    const second = await timed(cache.get('probe'));
    expect(second.milliseconds).toBeLessThan(100);
    expect(log).toHaveBeenCalledOnce();
    proxy.restore();
    await usable(cache);
  });
});
