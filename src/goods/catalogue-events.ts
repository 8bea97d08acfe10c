import { Injectable } from '@nestjs/common';
import { Rest, type RestTransaction } from '../rest/index.js';
import { CATALOGUE_TAGS } from './catalogue-tags.js';

/** Tells the rest of the shop that the catalogue is another one. */
@Injectable()
export class CatalogueEvents {
  private readonly listeners: (() => unknown)[] = [];

  constructor(private readonly rest: Rest) {}

  /** Calls the listener, in this process, after every change. */
  on(listener: () => unknown): void {
    this.listeners.push(listener);
  }

  /** Outdates every kept response about the catalogue once the transaction is committed. */
  changed(transaction: RestTransaction): void {
    transaction.afterCommit(() => this.rest.cache.invalidate(Object.values(CATALOGUE_TAGS)));
    for (const listener of this.listeners) transaction.afterCommit(() => listener());
  }
}
