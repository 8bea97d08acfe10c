import { LRUCache } from 'lru-cache';
import { ExpiringStore } from './expiring-store.js';

/** Keys to remember at most; the ones not used for longest are forgotten first. */
const KEYS = 100_000;

/** The store of the embedded mode: in this process, gone with it. */
export class MemoryExpiringStore extends ExpiringStore {
  private readonly entries: LRUCache<string, string>;

  /** @param keys how many keys to remember at most */
  constructor(keys = KEYS) {
    super();
    // Counted as sizes: a number of entries would be room taken at once.
    this.entries = new LRUCache({ maxSize: keys, sizeCalculation: () => 1, ttlResolution: 0 });
  }

  override async setIfAbsent(key: string, value: string, ttlSeconds: number): Promise<boolean> {
    if (this.entries.has(key)) return false;
    this.entries.set(key, value, { ttl: ttlSeconds * 1000 });
    return true;
  }

  override async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.entries.set(key, value, { ttl: ttlSeconds * 1000 });
  }

  override async get(key: string): Promise<string | null> {
    return this.entries.get(key) ?? null;
  }

  override async take(key: string): Promise<string | null> {
    const value = this.entries.get(key) ?? null;
    this.entries.delete(key);
    return value;
  }

  override async delete(key: string): Promise<void> {
    this.entries.delete(key);
  }

  override async deleteIf(key: string, value: string): Promise<boolean> {
    return this.entries.get(key) === value && this.entries.delete(key);
  }

  override async increment(key: string, ttlSeconds: number): Promise<number> {
    const count = this.entries.get(key);
    const next = Number(count ?? 0) + 1;
    const ttl = count === undefined ? ttlSeconds * 1000 : this.entries.getRemainingTTL(key);
    this.entries.set(key, String(next), { ttl });
    return next;
  }

  override async secondsLeft(key: string): Promise<number> {
    return this.entries.has(key) ? Math.ceil(this.entries.getRemainingTTL(key) / 1000) : 0;
  }
}
