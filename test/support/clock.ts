import { Redis } from 'ioredis';
import { onTestFinished, vi } from 'vitest';
import type { Settings } from '../../src/config/settings.js';

let ahead = 0;

/**
 * Lets time pass for everything that expires, without waiting: for the rest of the test the
 * in-process clock is ahead, and the keys in Redis have that much less to live.
 */
export async function passTime(
  { redisUrl, redisPrefix }: Settings,
  seconds: number,
): Promise<void> {
  if (redisUrl) return shortenLives(redisUrl, redisPrefix, seconds * 1000);
  if (!vi.isMockFunction(performance.now)) {
    const now = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => now() + ahead);
    onTestFinished(() => {
      vi.mocked(performance.now).mockRestore();
      ahead = 0;
    });
  }
  ahead += seconds * 1000;
}

async function shortenLives(url: string, prefix: string, milliseconds: number): Promise<void> {
  const redis = new Redis(url);
  for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1000 })) {
    for (const key of keys as string[]) {
      const remaining = await redis.pttl(key);
      if (remaining > milliseconds) await redis.pexpire(key, remaining - milliseconds);
      else if (remaining >= 0) await redis.unlink(key);
    }
  }
  await redis.quit();
}
