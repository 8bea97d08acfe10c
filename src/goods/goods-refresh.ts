import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Rest, type RestTransaction } from '../rest/index.js';
import { CATALOGUE_TAGS } from './catalogue-tags.js';

/** Milliseconds between two times that kept responses are outdated by numbers that change often. */
const PAUSE = 1000;

/**
 * Outdates the kept responses that show goods, the first time at once and then once a second at
 * most: many orders or favourites in a second must not empty the cache once each.
 */
@Injectable()
export class GoodsRefresh implements BeforeApplicationShutdown {
  private refreshedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly rest: Rest) {}

  /** To be called by a unit of work that changes what responses show of goods. */
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
    await this.rest.cache.invalidate([CATALOGUE_TAGS.goods, CATALOGUE_TAGS.home]);
  }
}
