import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Cache } from 'cache-manager';
import { LRUCache } from 'lru-cache';

/**
 * Version numbers of the things responses are made of ("goods", "banners"). They are part of every
 * cache key, so raising one makes all older entries unreachable at once, on every node.
 */
export interface CacheVersions {
  /** The present versions as one string; answered from memory. */
  current(tags: readonly string[]): string;
  /** Declares everything made of these things outdated. */
  bump(tags: readonly string[]): Promise<void>;
}

/** A finished response body with its validator. */
export interface CachedText {
  readonly body: Buffer;
  readonly etag: string;
}

/** What this process keeps: one body of each key, and which versions it is made of. */
interface KeptText extends CachedText {
  readonly versions: string;
}

/** What the shared store holds: a body and the end of its life in Unix milliseconds. */
interface StoredText {
  readonly text: string;
  readonly expires: number;
}

/** Bytes of finished bodies one process keeps ready to send. */
const LOCAL_BYTES = 32 * 1024 * 1024;
/** Largest body worth keeping, in bytes. */
const LARGEST_BODY = 4 * 1024 * 1024;
/** How long a memoised value may be used, in seconds, where response caching is off. */
const MEMO_SECONDS = 30;
/** Bytes of memoised values one process keeps, and what a value counts that does not say. */
const MEMO_BYTES = 16 * 1024 * 1024;
const SMALL_VALUE = 200;

/**
 * Keeps finished response texts: ready buffers in this process, texts in the store that all nodes
 * share. Concurrent misses of one key are made once.
 *
 * DRF: drf-extensions' CacheResponseMixin and Django's cache framework.
 */
export class ResponseCache {
  private readonly logger = new Logger(ResponseCache.name);
  /** By key alone: an outdated body makes room for the next, instead of filling the memory. */
  private readonly local: LRUCache<string, KeptText>;
  private readonly inFlight = new Map<string, Promise<CachedText>>();
  private readonly workings = new Map<string, Promise<unknown>>();
  private readonly values = new LRUCache<string, { value: unknown; bytes: number }>({
    maxSize: MEMO_BYTES,
    sizeCalculation: ({ bytes }, key) => bytes + key.length,
  });

  constructor(
    private readonly store: Cache | undefined,
    private readonly versions: CacheVersions,
    /** How long an entry may be served, in seconds; 0 = nothing is kept. */
    readonly seconds: number,
  ) {
    this.local = new LRUCache({
      maxSize: LOCAL_BYTES,
      maxEntrySize: LARGEST_BODY,
      sizeCalculation: ({ body }, key) => body.length + key.length,
    });
  }

  get enabled(): boolean {
    return this.seconds > 0;
  }

  /** The entry if this process has it ready. */
  peek(tags: readonly string[], key: string): CachedText | undefined {
    const kept = this.local.get(key);
    return kept?.versions === this.versions.current(tags) ? kept : undefined;
  }

  /**
   * The body under this key, made by `produce` if no node has it.
   *
   * What `produce` throws is thrown to every waiting caller and nothing is kept. The key carries
   * the versions from before the making, so a change during it never revives an outdated body.
   *
   * @param tags what the body is made of
   */
  remember(
    tags: readonly string[],
    key: string,
    produce: () => Promise<string>,
  ): Promise<CachedText> {
    const versions = this.versions.current(tags);
    const fullKey = fullKeyOf(versions, key);
    let pending = this.inFlight.get(fullKey);
    if (!pending) {
      pending = this.find(versions, key, produce).finally(() => this.inFlight.delete(fullKey));
      this.inFlight.set(fullKey, pending);
    }
    return pending;
  }

  /**
   * A value that is dear to work out (a count of rows, a tree), worked out at most once per version
   * of its tags in this process: whoever asks meanwhile waits for the same.
   *
   * @param bytes about how much memory the value takes
   */
  async memoise<T>(
    tags: readonly string[],
    key: string,
    workOut: () => Promise<T>,
    bytes: (value: T) => number = () => SMALL_VALUE,
  ): Promise<T> {
    const fullKey = fullKeyOf(this.versions.current(tags), key);
    const known = this.values.get(fullKey);
    if (known) return known.value as T;
    let pending = this.workings.get(fullKey) as Promise<T> | undefined;
    if (!pending) {
      const ttl = (this.seconds || MEMO_SECONDS) * 1000;
      const keep = (value: T): T => {
        this.values.set(fullKey, { value, bytes: bytes(value) }, { ttl });
        return value;
      };
      pending = workOut()
        .then(keep)
        .finally(() => this.workings.delete(fullKey));
      this.workings.set(fullKey, pending);
    }
    return pending;
  }

  /** Declares every entry made of these things outdated, on every node. */
  invalidate(tags: readonly string[]): Promise<void> {
    return this.versions.bump(tags);
  }

  private async find(
    versions: string,
    key: string,
    produce: () => Promise<string>,
  ): Promise<CachedText> {
    const storeKey = `response:${digest(fullKeyOf(versions, key))}`;
    let stored = await this.store?.get<StoredText>(storeKey);
    if (!stored || stored.expires <= Date.now()) {
      const ttl = this.seconds * 1000;
      stored = { text: await produce(), expires: Date.now() + ttl };
      // The answer does not wait for the store.
      this.store?.set(storeKey, stored, ttl).catch((error: unknown) => {
        this.logger.warn(`a response could not be cached: ${String(error)}`);
      });
    }
    const entry = { body: Buffer.from(stored.text), etag: `"${digest(stored.text)}"`, versions };
    this.local.set(key, entry, { ttl: stored.expires - Date.now() });
    return entry;
  }
}

/** A key as long as what it is made of is of these versions. */
function fullKeyOf(versions: string, key: string): string {
  return `${versions} ${key}`;
}

/** A short fingerprint of a text. */
export function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}
