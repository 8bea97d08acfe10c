import { ExpiringStore, StoreUnavailable } from './expiring-store.js';
import { MemoryExpiringStore } from './memory-expiring-store.js';

/**
 * The store of counters that limit: while the shared one is out of reach, each process goes on
 * counting by itself, so that the limits hold and nobody is locked out.
 */
export class LimitStore extends ExpiringStore {
  private readonly own = new MemoryExpiringStore();

  constructor(private readonly shared: ExpiringStore) {
    super();
  }

  override setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    return this.either((store) => store.setIfAbsent(key, value, ttlSeconds));
  }

  override set(key: string, value: string, ttlSeconds: number): Promise<void> {
    return this.either((store) => store.set(key, value, ttlSeconds));
  }

  override get(key: string): Promise<string | null> {
    return this.either((store) => store.get(key));
  }

  override take(key: string): Promise<string | null> {
    return this.either((store) => store.take(key));
  }

  override delete(key: string): Promise<void> {
    return this.either((store) => store.delete(key));
  }

  override deleteIf(key: string, value: string): Promise<boolean> {
    return this.either((store) => store.deleteIf(key, value));
  }

  override increment(key: string, ttlSeconds: number): Promise<number> {
    return this.either((store) => store.increment(key, ttlSeconds));
  }

  override secondsLeft(key: string): Promise<number> {
    return this.either((store) => store.secondsLeft(key));
  }

  private async either<T>(work: (store: ExpiringStore) => Promise<T>): Promise<T> {
    try {
      return await work(this.shared);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      return work(this.own);
    }
  }
}
