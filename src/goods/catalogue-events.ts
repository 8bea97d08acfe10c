import { Injectable } from '@nestjs/common';
import { Rest, type RestTransaction } from '../rest/index.js';
import { CATALOGUE_TAGS } from './catalogue-tags.js';

/** Tells the rest of the shop that the catalogue is another one. */
@Injectable()
export class CatalogueEvents {
  constructor(private readonly rest: Rest) {}

  /** Outdates every kept response about the catalogue once the transaction is committed. */
  changed(transaction: RestTransaction): void {
    transaction.afterCommit(() => this.rest.cache.invalidate(Object.values(CATALOGUE_TAGS)));
  }
}
