import type { Redis } from 'ioredis';
import { rejectingWith } from '../../infrastructure/errors.js';
import { StoreUnavailable } from '../../infrastructure/expiring-store/expiring-store.js';
import { BrowseHistory, HISTORY_LENGTH } from './browse-history.js';

const answered = rejectingWith(StoreUnavailable);

/** The history of the stack mode: a list per user, which all nodes share. */
export class RedisBrowseHistory extends BrowseHistory {
  /** @param prefix starts every key */
  constructor(
    private readonly redis: Redis,
    private readonly prefix: string,
  ) {
    super();
  }

  /** @throws StoreUnavailable */
  override async add(userId: number, goodsId: number): Promise<void> {
    const key = this.prefix + userId;
    const changes = this.redis
      .multi()
      .lrem(key, 0, goodsId)
      .lpush(key, goodsId)
      .ltrim(key, 0, HISTORY_LENGTH - 1);
    await answered(changes.exec().then(allDone));
  }

  /** @throws StoreUnavailable */
  override async list(userId: number): Promise<number[]> {
    const ids = await answered(this.redis.lrange(this.prefix + userId, 0, -1));
    return ids.map(Number);
  }
}

/** A transaction resolves even when a command of it has failed. */
function allDone(results: [error: Error | null, result: unknown][] | null): void {
  for (const [error] of results ?? []) if (error) throw error;
}
