import { Logger } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Redis, Result } from 'ioredis';
import { OutageLog } from '../logging/outage-log.js';
import { MemoryThrottlerStorage } from './memory-throttler-storage.js';
import { type ThrottlerRecord, record } from './throttler-record.js';

/**
 * A list of the times of the requests let through, newest first, on the server's clock. One script
 * looks and counts in one step, so that no two requests take the same last place.
 */
const HIT = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local ttl, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
  local oldest = tonumber(redis.call('LINDEX', KEYS[1], -1))
  while oldest and oldest <= now - ttl do
    redis.call('RPOP', KEYS[1])
    oldest = tonumber(redis.call('LINDEX', KEYS[1], -1))
  end
  local hits = redis.call('LLEN', KEYS[1])
  local blocked = hits >= limit and 1 or 0
  if blocked == 0 then
    hits = redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
    redis.call('PEXPIRE', KEYS[1], ttl)
  end
  return { hits, (oldest or now) + ttl - now, blocked }
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    throttleHit(key: string, ttl: number, limit: number): Result<[number, number, number], Context>;
  }
}

/**
 * Counts requests for all nodes together. Without Redis each process counts by itself.
 * DRF: rest_framework.throttling.SimpleRateThrottle.allow_request.
 */
export class RedisThrottlerStorage implements ThrottlerStorage {
  private readonly outage = new OutageLog(
    new Logger(RedisThrottlerStorage.name),
    'each process counts by itself',
  );

  private readonly own = new MemoryThrottlerStorage();

  /** @param prefix starts every key */
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {
    redis.defineCommand('throttleHit', { numberOfKeys: 1, lua: HIT });
  }

  /**
   * Counts a request unless the window is full: a refused request is not counted, and the window
   * slides with every request that leaves it.
   *
   * @param ttl length of the window in milliseconds
   * @param limit requests per window
   * @returns times in seconds, rounded up
   */
  async increment(key: string, ttl: number, limit: number): Promise<ThrottlerRecord> {
    try {
      const [hits, wait, blocked] = await this.redis.throttleHit(this.prefix + key, ttl, limit);
      this.outage.recovered();
      return record(hits, wait, blocked === 1);
    } catch (error) {
      this.outage.failed(error);
      return this.own.increment(key, ttl, limit);
    }
  }
}
