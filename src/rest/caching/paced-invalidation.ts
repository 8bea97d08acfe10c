import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { Rest, RestTransaction } from '../rest.js';

/** Milliseconds between two times that kept answers are outdated by numbers that change often. */
const PAUSE = 1000;

/**
 * Outdates kept answers by numbers that change often, the first time at once and then once a second
 * at most: many changes in a second must not empty the cache once each.
 */
export abstract class PacedInvalidation implements BeforeApplicationShutdown {
  private refreshedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  /** @param tags what the answers are made of */
  constructor(
    private readonly rest: Rest,
    private readonly tags: readonly string[],
  ) {}

  /** To be called by a unit of work that changes what the answers show. */
  after(tx: RestTransaction): void {
    tx.afterCommit(() => this.soon());
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) await this.refresh();
  }

  private soon(): Promise<void> | void {
    if (this.timer) return;
    const pause = this.refreshedAt + PAUSE - performance.now();
    if (pause <= 0) return this.refresh();
    this.timer = setTimeout(() => void this.refresh(), pause);
    this.timer.unref();
  }

  private async refresh(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.refreshedAt = performance.now();
    await this.rest.cache.invalidate(this.tags);
  }
}
