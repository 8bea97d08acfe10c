import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { KeyvAdapter } from 'cache-manager';
import { redisStore } from 'cache-manager-redis-store';
import { OutageLog } from '../logging/outage-log.js';
import { COMMAND_TIMEOUT, CONNECT_TIMEOUT, reconnectPause } from '../redis/timeouts.js';

type CacheManagerStore = ConstructorParameters<typeof KeyvAdapter>[0];

/** Milliseconds without a try after a command that was not answered in time. */
const PAUSE_AFTER_TIMEOUT = 1_000;
const CLEAR_BATCH = 1_000;

/** What is used of the store that `cache-manager-redis-store` makes. */
interface RedisStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown, options: { ttl: number }): Promise<unknown>;
  mget(...keys: string[]): Promise<unknown[]>;
  del(key: string): Promise<unknown>;
  mdel(...keys: string[]): Promise<unknown>;
  ttl(key: string): Promise<number>;
  getClient(): RedisStoreClient;
}

interface RedisStoreClient {
  readonly isReady: boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'ready', listener: () => void): unknown;
  scanIterator(options: { MATCH: string; COUNT: number }): AsyncIterable<string>;
  unlink(keys: string[]): Promise<number>;
  disconnect(): Promise<void>;
}

/**
 * `cache-manager-redis-store` as a store for cache-manager 7, put right in four points: entries
 * expire, clearing removes the cache's own keys only, no call takes longer than half a second, and
 * without Redis the cache is empty instead of an error. A deletion that Redis does not take is
 * lost, so entries that must vanish need versions in their keys.
 */
export class RedisCacheStore implements CacheManagerStore {
  readonly name = 'redis';
  private readonly outage = new OutageLog(new Logger(RedisCacheStore.name), 'nothing is cached');
  private store: RedisStore | undefined;
  private pausedUntil = 0;
  private closed = false;

  /**
   * @param url address of the server
   * @param prefix starts every key of this cache
   * @param defaultTtl lifetime in milliseconds of entries that are set without one
   */
  constructor(
    url: string,
    private readonly prefix: string,
    private readonly defaultTtl: number,
  ) {
    void this.connect(url);
  }

  get(key: string): Promise<unknown> {
    return this.ask((store) => store.get(this.prefix + key), undefined);
  }

  mget(...keys: string[]): Promise<unknown[]> {
    const nothing = keys.map(() => undefined);
    return this.ask(async (store) => {
      const values = await store.mget(...keys.map((key) => this.prefix + key));
      return values.map((value) => value ?? undefined);
    }, nothing);
  }

  /** @param ttl lifetime in milliseconds; Redis keeps whole seconds, rounded up */
  async set(key: string, value: unknown, ttl = this.defaultTtl): Promise<void> {
    const seconds = Math.max(1, Math.ceil(ttl / 1000));
    await this.ask((store) => store.set(this.prefix + key, value, { ttl: seconds }), undefined);
  }

  async mset(data: Record<string, unknown>, ttl?: number): Promise<void> {
    await Promise.all(Object.entries(data).map(([key, value]) => this.set(key, value, ttl)));
  }

  async del(key: string): Promise<void> {
    await this.ask((store) => store.del(this.prefix + key), 0);
  }

  async mdel(...keys: string[]): Promise<void> {
    await this.ask((store) => store.mdel(...keys.map((key) => this.prefix + key)), 0);
  }

  /** @returns the remaining lifetime in milliseconds, negative for keys that do not expire */
  async ttl(key: string): Promise<number> {
    const seconds = await this.ask((store) => store.ttl(this.prefix + key), -1);
    return seconds * 1000;
  }

  async keys(): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of this.scan()) keys.push(key.slice(this.prefix.length));
    return keys;
  }

  /** Removes all entries of this cache and nothing else. */
  async reset(): Promise<void> {
    const batch: string[] = [];
    const unlink = () => this.ask((store) => store.getClient().unlink(batch.splice(0)), 0);
    for await (const key of this.scan()) {
      batch.push(key);
      if (batch.length === CLEAR_BATCH) await unlink();
    }
    if (batch.length > 0) await unlink();
  }

  async disconnect(): Promise<void> {
    this.closed = true;
    await this.store?.getClient().disconnect();
  }

  private async *scan(): AsyncGenerator<string> {
    const pattern = `${this.prefix.replace(/[*?[\]\\]/g, '\\$&')}*`;
    const client = this.store?.getClient();
    if (!client?.isReady) return;
    const found = client.scanIterator({ MATCH: pattern, COUNT: CLEAR_BATCH });
    const keys = found[Symbol.asyncIterator]();
    for (;;) {
      const { done, value } = await this.ask(() => keys.next(), { done: true, value: undefined });
      if (done) return;
      yield value;
    }
  }

  /** The answer of Redis, or the fallback when there is none in time. */
  private async ask<T>(command: (store: RedisStore) => Promise<T>, fallback: T): Promise<T> {
    const { store } = this;
    if (!store?.getClient().isReady || Date.now() < this.pausedUntil) return fallback;
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.pausedUntil = Date.now() + PAUSE_AFTER_TIMEOUT;
        reject(new Error(`no answer for ${COMMAND_TIMEOUT} ms`));
      }, COMMAND_TIMEOUT);
    });
    try {
      const answer = await Promise.race([command(store), timeout]);
      this.outage.recovered();
      return answer;
    } catch (error) {
      this.outage.failed(error);
      return fallback;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The library gives up when the first connection fails; only later ones does it restore. */
  private async connect(url: string): Promise<void> {
    for (let attempt = 1; !this.closed; attempt += 1) {
      try {
        const store = await (redisStore({
          url,
          disableOfflineQueue: true,
          commandsQueueMaxLength: 10_000,
          socket: { connectTimeout: CONNECT_TIMEOUT, reconnectStrategy: reconnectPause },
        } as Parameters<typeof redisStore>[0]) as unknown as Promise<RedisStore>);
        this.adopt(store);
        return;
      } catch (error) {
        if (this.closed) return;
        this.outage.failed(error);
        await delay(reconnectPause(attempt), undefined, { ref: false });
      }
    }
  }

  private adopt(store: RedisStore): void {
    const client = store.getClient();
    client.on('error', (error) => this.outage.failed(error));
    client.on('ready', () => this.outage.recovered());
    this.outage.recovered();
    this.store = store;
    if (this.closed) void client.disconnect();
  }
}
