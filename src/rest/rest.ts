import type { Cache } from 'cache-manager';
import type { DataSource, EntityManager } from 'typeorm';
import type { ThrottlerStorage } from '@nestjs/throttler';
import type { Type } from '@nestjs/common';
import type { Authentication } from './authentication/authentication.js';
import { ResponseCache, type CacheVersions } from './caching/response-cache.js';
import type { APIException } from './exceptions.js';
import type { IdempotencyKeys } from './idempotency/idempotency.js';
import { LocalTime } from './local-time.js';
import type { PermissionLike } from './permissions/permissions.js';
import type { Rate } from './throttling/rates.js';
import { parseRates, type ThrottleLike } from './throttling/throttles.js';

/** The one door for writes; work sees committed data and commits or leaves nothing. */
export interface Transactions {
  run<T>(work: (transaction: RestTransaction) => Promise<T>): Promise<T>;
}

/** An open transaction. */
export interface RestTransaction {
  readonly manager: EntityManager;
  afterCommit(task: () => unknown): void;
}

/** What a project gives to the layer. DRF: the REST_FRAMEWORK dictionary of settings. */
export interface RestOptions {
  dataSource: DataSource;
  transactions: Transactions;
  throttlerStorage: ThrottlerStorage;
  /** Keys by which clients repeat requests. */
  idempotencyKeys: IdempotencyKeys;
  /** Shared store of finished responses. */
  cache: Cache;
  cacheVersions: CacheVersions;
  /** How long a finished response may be served, in seconds; 0 turns response caching off. */
  cacheSeconds: number;
  /** IANA time zone of the dates in responses. */
  timeZone: string;
  /** URL path of the media folder, with slashes at both ends. */
  mediaPath: string;
  /** Largest request body that is read, in bytes. */
  maxBodyBytes: number;
  /** What session cookies are signed with: the current key, then former ones. */
  secretKeys: readonly string[];
  /** How long a session lasts at most, and how long unused, in seconds. */
  sessionSeconds: number;
  sessionIdleSeconds: number;
  /** Scope -> rate such as `100/day`; null or empty = no limit. */
  throttleRates: Readonly<Record<string, string | null>>;
  /** For views that declare none. */
  defaultAuthentication: readonly Type<Authentication>[];
  defaultPermissions: readonly PermissionLike[];
  defaultThrottles: readonly ThrottleLike[];
  /** What a client is told of an error of the project's own; undefined: a bare 500. DRF: EXCEPTION_HANDLER. */
  exceptionHandler?: (error: unknown) => APIException | undefined;
}

/** The layer's services and settings, as every view and request sees them. */
export class Rest {
  readonly dataSource: DataSource;
  readonly transactions: Transactions;
  readonly throttleRates: ReadonlyMap<string, Rate>;
  readonly localTime: LocalTime;
  readonly cache: ResponseCache;
  readonly mediaPath: string;
  readonly maxBodyBytes: number;

  /** @throws Error when an option is malformed, so that the start stops */
  constructor(readonly options: RestOptions) {
    this.dataSource = options.dataSource;
    this.transactions = options.transactions;
    this.throttleRates = parseRates(options.throttleRates);
    this.localTime = new LocalTime(options.timeZone);
    this.cache = new ResponseCache(options.cache, options.cacheVersions, options.cacheSeconds);
    this.mediaPath = options.mediaPath;
    this.maxBodyBytes = options.maxBodyBytes;
  }
}
