import { Logger } from '@nestjs/common';
import { StoreUnavailable } from '../../infrastructure/expiring-store/expiring-store.js';
import { OutageLog } from '../../infrastructure/logging/outage-log.js';
import { BrowseHistory } from './browse-history.js';

/**
 * A history that goes on in the database while Redis does not answer. What is looked at meanwhile
 * is shown meanwhile; afterwards the history in Redis counts again.
 */
export class LastingBrowseHistory extends BrowseHistory {
  private readonly outage = new OutageLog(
    new Logger(BrowseHistory.name),
    'browse histories are kept in the database',
    'Redis',
  );

  constructor(
    private readonly usual: BrowseHistory,
    private readonly meanwhile: BrowseHistory,
  ) {
    super();
  }

  override add(userId: number, goodsId: number): Promise<void> {
    return this.on((history) => history.add(userId, goodsId));
  }

  override list(userId: number): Promise<number[]> {
    return this.on((history) => history.list(userId));
  }

  private async on<T>(work: (history: BrowseHistory) => Promise<T>): Promise<T> {
    try {
      const result = await work(this.usual);
      this.outage.recovered();
      return result;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.outage.failed(error);
      return work(this.meanwhile);
    }
  }
}
