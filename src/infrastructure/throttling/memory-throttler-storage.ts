import type { ThrottlerStorage } from '@nestjs/throttler';
import { LRUCache } from 'lru-cache';
import { type ThrottlerRecord, record } from './throttler-record.js';

/** Clients to remember at most; the ones not seen for longest are forgotten first. */
const CLIENTS = 100_000;

/**
 * Counts requests in this process: the sliding window of the embedded mode.
 * DRF: rest_framework.throttling.SimpleRateThrottle.allow_request.
 */
export class MemoryThrottlerStorage implements ThrottlerStorage {
  // Counted as sizes: a number of entries would be room taken at once.
  private readonly hits = new LRUCache<string, number[]>({
    maxSize: CLIENTS,
    sizeCalculation: () => 1,
    updateAgeOnGet: false,
  });

  /** See {@link RedisThrottlerStorage.increment}. */
  async increment(key: string, ttl: number, limit: number): Promise<ThrottlerRecord> {
    const now = performance.now();
    const hits = (this.hits.get(key) ?? []).filter((hit) => hit > now - ttl);
    const isBlocked = hits.length >= limit;
    if (!isBlocked) hits.push(now);
    this.hits.set(key, hits, { ttl });
    // In this order: of a first request exactly the window is left.
    const wait = ttl - (now - (hits[0] ?? now));
    return record(hits.length, wait, isBlocked);
  }
}
