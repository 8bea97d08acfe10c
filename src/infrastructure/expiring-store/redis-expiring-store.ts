import type { Redis, Result } from 'ioredis';
import { rejectingWith } from '../errors.js';
import { ExpiringStore, StoreUnavailable } from './expiring-store.js';

const DELETE_IF = `
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  return redis.call('DEL', KEYS[1])
`;

/** The life of a counter starts with it, and no counter is left without one. */
const INCREMENT = `
  local count = redis.call('INCR', KEYS[1])
  if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
  return count
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    deleteIf(key: string, value: string): Result<number, Context>;
    incrementExpiring(key: string, ttlSeconds: number): Result<number, Context>;
  }
}

const answered = rejectingWith(StoreUnavailable);

/** The store that all nodes share in stack mode. */
export class RedisExpiringStore extends ExpiringStore {
  /** @param prefix starts every key */
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {
    super();
    redis.defineCommand('deleteIf', { numberOfKeys: 1, lua: DELETE_IF });
    redis.defineCommand('incrementExpiring', { numberOfKeys: 1, lua: INCREMENT });
  }

  override async setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    const answer = this.redis.set(this.prefix + key, value, 'EX', ttlSeconds, 'NX');
    return (await answered(answer)) === 'OK';
  }

  override async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    await answered(this.redis.set(this.prefix + key, value, 'EX', ttlSeconds));
  }

  override get(key: string): Promise<string | null> {
    return answered(this.redis.get(this.prefix + key));
  }

  override take(key: string): Promise<string | null> {
    return answered(this.redis.getdel(this.prefix + key));
  }

  override async delete(key: string): Promise<void> {
    await answered(this.redis.del(this.prefix + key));
  }

  override async deleteIf(key: string, value: string): Promise<boolean> {
    return (await answered(this.redis.deleteIf(this.prefix + key, value))) === 1;
  }

  override increment(key: string, ttlSeconds: number): Promise<number> {
    return answered(this.redis.incrementExpiring(this.prefix + key, ttlSeconds));
  }

  override async secondsLeft(key: string): Promise<number> {
    const milliseconds = await answered(this.redis.pttl(this.prefix + key));
    return Math.max(0, Math.ceil(milliseconds / 1000));
  }
}
