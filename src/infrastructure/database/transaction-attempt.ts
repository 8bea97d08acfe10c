import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver.js';
import { DatabaseError } from './database-error.js';
import type { Transaction } from './transaction.js';
import { isTransient } from './transient-error.js';

const ENDINGS = new Set(['COMMIT', 'ROLLBACK']);

/** One try of a unit of work: a transaction on a query runner that nobody else uses. */
export class TransactionAttempt implements Transaction {
  readonly tasks: (() => unknown)[] = [];
  /** False as soon as the transaction ends; work left running beyond that cannot join it. */
  open = true;
  private failure: { error: unknown } | undefined;

  private constructor(private readonly runner: QueryRunner) {}

  static async begin(dataSource: DataSource): Promise<TransactionAttempt> {
    const attempt = new TransactionAttempt(freshQueryRunner(dataSource));
    attempt.watchQueries();
    try {
      await attempt.runner.startTransaction();
    } catch (error) {
      await attempt.release();
      throw error;
    }
    return attempt;
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  afterCommit(task: () => unknown): void {
    this.tasks.push(task);
  }

  /** Runs work inside this transaction; if it rejects, the transaction can only be rolled back. */
  async join<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await work(this);
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }

  /** @throws the failure that somebody swallowed although it had ended the transaction */
  async commit(): Promise<void> {
    if (this.failure) throw this.failure.error;
    this.open = false;
    await this.runner.commitTransaction();
  }

  async rollback(): Promise<void> {
    this.open = false;
    this.failure = undefined;
    // A failing rollback means a lost connection, and with it the server has rolled back.
    await this.runner.rollbackTransaction().catch(() => undefined);
  }

  async release(): Promise<void> {
    this.open = false;
    await this.runner.release();
  }

  /**
   * Refuses statements that would commit on their own: those after a deadlock, where the server
   * has ended the transaction without TypeORM knowing, get the deadlock's error; and so do those
   * that somebody forgot to await before the transaction ended.
   */
  private watchQueries(): void {
    const { runner } = this;
    const query = runner.query.bind(runner) as (...args: unknown[]) => Promise<unknown>;
    const watched = async (sql: string, ...rest: unknown[]): Promise<unknown> => {
      if (this.failure) throw this.failure.error;
      if (!this.open && !ENDINGS.has(sql)) throw new DatabaseError('the transaction has ended');
      try {
        return await query(
          sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE TRANSACTION' : sql,
          ...rest,
        );
      } catch (error) {
        if (isTransient(error) || lostTransaction(runner)) this.failure ??= { error };
        throw error;
      }
    };
    Object.assign(runner, { query: watched });
  }
}

/** TypeORM shares one query runner per SQLite data source; forgetting it makes it build another. */
function freshQueryRunner(dataSource: DataSource): QueryRunner {
  if (dataSource.options.type === 'better-sqlite3') {
    (dataSource.driver as BetterSqlite3Driver).queryRunner = undefined;
  }
  return dataSource.createQueryRunner('master');
}

/** SQLite ends a transaction by itself when, for example, the disk is full. */
function lostTransaction(runner: QueryRunner): boolean {
  const { driver } = runner.dataSource;
  const { databaseConnection } = driver as BetterSqlite3Driver;
  return runner.isTransactionActive && databaseConnection?.inTransaction === false;
}
