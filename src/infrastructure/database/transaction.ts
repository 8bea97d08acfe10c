import type { EntityManager } from 'typeorm';

/** What a unit of work gets to work with. */
export interface Transaction {
  /** Reads and writes inside the transaction; unusable once it has ended. */
  readonly manager: EntityManager;

  /**
   * Runs the task once the transaction has committed, after the tasks added before it and
   * before the unit's `run` resolves. It does not run when the transaction is rolled back. Its
   * failure is logged; the committed work stays and `run` still resolves.
   */
  afterCommit(task: () => unknown): void;
}
