import { ThrottlerStorageService } from '@nestjs/throttler';
import type { DataSource } from 'typeorm';
import type { CacheVersions } from './caching/response-cache.js';
import { Languages } from './i18n/language.js';
import type { IdempotencyKeys } from './idempotency.js';
import { IsAuthenticated } from './permissions/permissions.js';
import type { RestOptions, RestSettings, RestTransaction, Transactions } from './rest.js';

const DAY_SECONDS = 86_400;

/** Settings of a project that runs as one process, as far as it does not choose itself. */
export function withDefaults(settings: RestSettings): RestOptions {
  return {
    transactions: new DataSourceTransactions(settings.dataSource),
    models: {},
    throttlerStorage: new ThrottlerStorageService(),
    idempotencyKeys: new NoIdempotencyKeys(),
    cacheVersions: new ProcessCacheVersions(),
    cacheSeconds: 60,
    languages: new Languages(['en']),
    labels: {},
    titles: {},
    groups: [],
    timeZone: 'UTC',
    mediaPath: '/media/',
    maxBodyBytes: 1024 * 1024,
    maxFileBytes: 5 * 1024 * 1024,
    secretKeys: [],
    sessionSeconds: 14 * DAY_SECONDS,
    sessionIdleSeconds: DAY_SECONDS,
    secureCookies: false,
    throttleRates: {},
    defaultAuthentication: [],
    defaultPermissions: [IsAuthenticated],
    defaultThrottles: [],
    browsable: {},
    observer: {},
    envelopes: {},
    ...settings,
  };
}

/**
 * TypeORM's own transactions, one after the other: SQLite's driver has one connection, on which
 * two at once would be one.
 */
class DataSourceTransactions implements Transactions {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly dataSource: DataSource) {}

  run<T>(work: (transaction: RestTransaction) => Promise<T>): Promise<T> {
    const turn = this.last.then(() => this.once(work));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async once<T>(work: (transaction: RestTransaction) => Promise<T>): Promise<T> {
    const tasks: (() => unknown)[] = [];
    const result = await this.dataSource.transaction((manager) =>
      work({ manager, afterCommit: (task) => void tasks.push(task) }),
    );
    for (const task of tasks) await task();
    return result;
  }
}

/** The versions of a process that runs alone. */
class ProcessCacheVersions implements CacheVersions {
  private readonly numbers = new Map<string, number>();

  current(tags: readonly string[]): string {
    return tags.map((tag) => this.numbers.get(tag) ?? 0).join('.');
  }

  async bump(tags: readonly string[]): Promise<void> {
    for (const tag of tags) this.numbers.set(tag, (this.numbers.get(tag) ?? 0) + 1);
  }
}

/** Says what is missing. */
class NoIdempotencyKeys implements IdempotencyKeys {
  claim(): never {
    throw new Error('@Idempotent() needs the setting idempotencyKeys');
  }

  complete(): never {
    return this.claim();
  }
}
