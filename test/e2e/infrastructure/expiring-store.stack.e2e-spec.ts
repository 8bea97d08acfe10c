import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { StoreUnavailable } from '../../../src/infrastructure/expiring-store/expiring-store.js';
import { RedisExpiringStore } from '../../../src/infrastructure/expiring-store/redis-expiring-store.js';
import { openRedis } from '../../../src/infrastructure/redis/redis.module.js';
import { closedPort, redisClient, silentServer } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';

describe('the expiring store in Redis', () => {
  const settings = testSettings();
  const redis = redisClient(settings);
  let store: RedisExpiringStore;

  beforeAll(() => {
    store = new RedisExpiringStore(redis, settings.redisPrefix);
  });

  it('leaves no key that lives for ever', async () => {
    await store.set('value', '1', 60);
    await store.setIfAbsent('flag', '1', 60);
    await store.increment('count', 60);
    for (const key of ['value', 'flag', 'count']) {
      expect(await redis.ttl(settings.redisPrefix + key)).toBeGreaterThan(0);
    }
  });

  it('is one for all processes', async () => {
    const other = await openRedis(settings);
    onTestFinished(() => other.disconnect());
    const stores = [store, new RedisExpiringStore(other, settings.redisPrefix)];
    const set = await Promise.all(
      Array.from({ length: 50 }, (_, number) => stores[number % 2]!.setIfAbsent('all', '1', 60)),
    );
    expect(set.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['is not there', async () => ({ url: await closedPort(), close: () => undefined })],
    ['never answers', silentServer],
  ])('fails within two seconds when Redis %s, and never guesses', async (_case, start) => {
    const log = vi.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    onTestFinished(() => log.mockRestore());
    const server = await start();
    const client = await openRedis({ redisUrl: server.url });
    onTestFinished(() => client.disconnect());
    onTestFinished(() => server.close());
    const cut = new RedisExpiringStore(client, settings.redisPrefix);
    const begin = performance.now();
    for (const asked of [
      cut.setIfAbsent('key', '1', 60),
      cut.set('key', '1', 60),
      cut.get('key'),
      cut.take('key'),
      cut.delete('key'),
      cut.deleteIf('key', '1'),
      cut.increment('key', 60),
      cut.secondsLeft('key'),
    ].map((promise) => expect(promise).rejects.toThrow(StoreUnavailable))) {
      await asked;
    }
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});
