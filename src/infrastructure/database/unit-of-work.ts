import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { Transaction } from './transaction.js';
import { TransactionAttempt } from './transaction-attempt.js';
import { reportError } from '../error-reports/report.js';
import { currentRequestId } from '../logging/request-context.js';
import { OutageLog } from '../logging/outage-log.js';
import { isStorageFailing } from './database-error.js';
import { isTransient } from './transient-error.js';
import { asError } from '../errors.js';

export type { Transaction } from './transaction.js';

/** On a cluster, where each server takes writes, whoever commits first wins and the others try again. */
const TRIES = 12;
/** Milliseconds; doubled with each try up to the longest, and taken at random from zero to there. */
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 400;

/**
 * The one door for writes: everything inside commits together or leaves no trace.
 *
 * Reads outside see committed data only. On MySQL and MariaDB a transaction reads committed data
 * as well (READ COMMITTED): lock rows or write conditional updates, never read, compute and
 * write back. On SQLite units run one after the other.
 *
 * DJANGO: django.db.transaction.atomic, transaction.on_commit
 */
export class UnitOfWork {
  private readonly logger = new Logger(UnitOfWork.name);
  private readonly outage = new OutageLog(this.logger, 'writes get 503', 'The database');
  private readonly running = new AsyncLocalStorage<TransactionAttempt | undefined>();
  /**
   * @param writer the data source that may write
   * @param turns decides when a transaction may begin
   * @param retrySpan milliseconds from the first try during which others are begun
   */
  constructor(
    private readonly writer: DataSource,
    private readonly turns: { run<T>(task: () => Promise<T>): Promise<T> },
    private readonly retrySpan: number,
  ) {}

  /**
   * Runs the work in one transaction and resolves with its result.
   *
   * Called inside another unit of work, it joins that transaction: it commits or vanishes with
   * the outer one, and when it rejects, the outer one is rolled back even if it catches that.
   *
   * A deadlock or lock timeout restarts the whole work in a new transaction, up to twelve tries and
   * not after a lock timeout of full length: apart from its writes through `tx.manager` and `tx.afterCommit` the work must have no effects.
   * It should read through `tx.manager` too: other reads take a second connection from the pool,
   * and do not see what the transaction wrote.
   *
   * @throws what the work throws, and the database's error when the last try failed
   */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const outer = this.running.getStore();
    if (outer?.open) return outer.join(work);
    const { attempt, result } = await this.watched(() => this.try(work));
    await this.running.run(undefined, () => this.afterCommit(attempt));
    return result;
  }

  /** Logs once that nothing can be written, as on a full disk. The pool tells of the server. */
  private async watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.outage.recovered();
      return result;
    } catch (error) {
      if (isStorageFailing(error)) this.outage.failed(error);
      throw error;
    }
  }

  private async try<T>(work: (tx: Transaction) => Promise<T>) {
    const deadline = performance.now() + this.retrySpan;
    for (let number = 1; ; number += 1) {
      try {
        return await this.turns.run(() => this.once(work));
      } catch (error) {
        const isLast = number === TRIES || performance.now() > deadline;
        if (isLast || !isTransient(error)) throw error;
        this.logger.debug(`try ${number} failed, starting over: ${asError(error).message}`);
        await delay(Math.random() * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (number - 1)));
      }
    }
  }

  private async once<T>(work: (tx: Transaction) => Promise<T>) {
    const attempt = await TransactionAttempt.begin(this.writer);
    try {
      const result = await this.running.run(attempt, () => work(attempt));
      await attempt.commit();
      return { attempt, result };
    } catch (error) {
      await attempt.rollback();
      throw error;
    } finally {
      await attempt.release();
    }
  }

  private async afterCommit({ tasks }: TransactionAttempt): Promise<void> {
    for (const task of tasks) {
      try {
        await task();
      } catch (error) {
        this.logger.error('a task after the commit failed', asError(error).stack);
        reportError(error, { what: 'task after a commit', requestId: currentRequestId() });
      }
    }
  }
}
