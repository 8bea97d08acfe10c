import { Logger } from '@nestjs/common';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openRedis } from '../../../src/infrastructure/redis/redis.module.js';
import { RedisThrottlerStorage } from '../../../src/infrastructure/throttling/redis-throttler-storage.js';
import { closedPort, redisClient, silentServer } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';

describe('the counting of requests in Redis', () => {
  const settings = testSettings();
  const redis = redisClient(settings);

  it('leaves keys that vanish with the window', async () => {
    const storage = new RedisThrottlerStorage(redis, settings.redisPrefix);
    await storage.increment('client', 60_000, 5);
    const remaining = await redis.pttl(`${settings.redisPrefix}client`);
    expect(remaining).toBeGreaterThan(59_000);
    expect(remaining).toBeLessThanOrEqual(60_000);
  });

  it('counts the requests of all processes together', async () => {
    const other = await openRedis(settings);
    onTestFinished(() => other.disconnect());
    const storages = [redis, other].map(
      (client) => new RedisThrottlerStorage(client, settings.redisPrefix),
    );
    const records = await Promise.all(
      Array.from({ length: 50 }, (_, number) => storages[number % 2]!.increment('all', 60_000, 10)),
    );
    expect(records.filter(({ isBlocked }) => !isBlocked)).toHaveLength(10);
  });

  it.each([
    ['is not there', async () => ({ url: await closedPort(), close: () => undefined })],
    ['never answers', silentServer],
  ])('counts by itself, and says so once, when Redis %s', async (_case, start) => {
    const log = vi.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    onTestFinished(() => log.mockRestore());
    const server = await start();
    const client = await openRedis({ redisUrl: server.url });
    onTestFinished(() => client.disconnect());
    onTestFinished(() => server.close());
    log.mockClear();
    const storage = new RedisThrottlerStorage(client, settings.redisPrefix);
    const begin = performance.now();
    for (let round = 0; round < 5; round += 1) {
      const isBlocked = round >= 3;
      expect(await storage.increment('client', 60_000, 3)).toMatchObject({ isBlocked });
    }
    expect(performance.now() - begin).toBeLessThan(2_000);
    expect(log).toHaveBeenCalledOnce();
  });
});
