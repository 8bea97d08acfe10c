import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { DataSource, QueryRunner } from 'typeorm';
import { OutageLog } from '../logging/outage-log.js';
import { defineCounter } from '../metrics/index.js';
import { every } from '../timers.js';
import { isAnonymousRead } from './anonymous-reads.js';
import { joined } from './joined.js';
import type { ServerKind } from './mysql.js';
import { REPLICATION } from './replication.js';

/** Milliseconds that a read waits for the replica to catch up. */
const WAIT = 250;
/** Milliseconds from one look whether it can be used to the next, and without any after a failure. */
const LOOK = 1_000;
const PAUSE = 2_000;

const READS = defineCounter(
  'db_replica_reads_total',
  'Statements that may be sent to the replica, by who answered: replica, primary.',
  ['from'],
);

const SELECT = /^\s*SELECT\b/i;

type Statement = [sql: string, parameters?: unknown[], isStructured?: boolean];

/**
 * A copy of the database that follows it by replication, and answers reads of whoever is not signed
 * in. Never from the past: before each statement the primary is asked how far it has come, which
 * takes no table, and the replica waits until it has come as far. So a statement sees whatever was
 * committed before it was sent, as on the primary, and what is kept of its answers is as new as the
 * versions it is kept under. Statements that come meanwhile wait for one such question together.
 *
 * Where the replica does not catch up in time or fails, the primary answers, at once for some
 * seconds, and the replica is looked at again from time to time.
 */
export class Replica implements OnApplicationShutdown {
  private readonly outage = new OutageLog(
    new Logger('Database'),
    'all reads go to the primary',
    'The replica',
  );
  private readonly newRunner: DataSource['createQueryRunner'];
  private readonly isCurrent = joined(() => this.catchUp());
  private readonly timer = every(LOOK, () => void this.look());
  private source: DataSource | undefined;
  private looking: Promise<void> | undefined;
  private usable = false;
  private pausedUntil = 0;

  /**
   * @param primary its reads ask the replica from now on
   * @param type what both are
   * @param open connects to the replica; called until that works
   */
  constructor(
    private readonly primary: DataSource,
    private readonly type: ServerKind['type'],
    private readonly open: () => Promise<DataSource>,
  ) {
    this.newRunner = primary.createQueryRunner.bind(primary);
    this.divertReads();
    void this.look();
  }

  /** Whether reads go there at present. */
  get isUsable(): boolean {
    return this.usable;
  }

  async onApplicationShutdown(): Promise<void> {
    this.timer.cancel();
    this.usable = false;
    await this.looking;
    await this.source?.destroy();
  }

  /** TypeORM makes a query runner for each statement or transaction. */
  private divertReads(): void {
    const { primary, newRunner } = this;
    primary.createQueryRunner = (mode) => {
      const runner = newRunner(mode);
      if (!isAnonymousRead()) return runner;
      const query = queryOf(runner);
      const diverted = (...statement: Statement): Promise<unknown> => {
        const isRead = !runner.isTransactionActive && SELECT.test(statement[0]);
        return isRead ? this.read(statement, () => query(...statement)) : query(...statement);
      };
      return Object.assign(runner, { query: diverted });
    };
  }

  private async read(statement: Statement, askPrimary: () => Promise<unknown>): Promise<unknown> {
    if (!this.usable || !(await this.isCurrent())) {
      READS.count({ from: 'primary' });
      return askPrimary();
    }
    try {
      const answer = await ask(this.source!.createQueryRunner(), ...statement);
      READS.count({ from: 'replica' });
      return answer;
    } catch (error) {
      READS.count({ from: 'primary' });
      // What the primary refuses as well is no fault of the replica.
      const answer = await askPrimary();
      this.failed(error);
      return answer;
    }
  }

  /**
   * Waits until the replica has what the primary has now.
   *
   * @returns whether it has
   * @throws the error of the primary, which would fail the read as well
   */
  private async catchUp(): Promise<boolean> {
    const { position, wait } = REPLICATION[this.type];
    const [{ position: reached }] = await ask<{ position: string }>(this.newRunner(), position);
    try {
      if (!reached) throw new Error('the primary writes no log with GTIDs');
      const runner = this.source!.createQueryRunner();
      const [{ outcome }] = await ask<{ outcome: unknown }>(runner, wait, [reached, WAIT / 1000]);
      if (Number(outcome) !== 0) throw new Error(`it is more than ${WAIT} ms behind`);
      return true;
    } catch (error) {
      this.failed(error);
      return false;
    }
  }

  private look(): Promise<void> {
    if (performance.now() >= this.pausedUntil) {
      this.looking ??= this.tryOut().finally(() => (this.looking = undefined));
    }
    return this.looking ?? Promise.resolve();
  }

  private async tryOut(): Promise<void> {
    try {
      this.source ??= await this.open();
    } catch (error) {
      this.failed(error);
      return;
    }
    // Of a primary that fails, others tell.
    if (!(await this.isCurrent().catch(() => false))) return;
    this.usable = true;
    this.outage.recovered();
  }

  private failed(error: unknown): void {
    this.usable = false;
    this.pausedUntil = performance.now() + PAUSE;
    this.outage.failed(error);
  }
}

function queryOf(runner: QueryRunner): (...statement: Statement) => Promise<unknown> {
  return runner.query.bind(runner) as (...statement: Statement) => Promise<unknown>;
}

/** @param runner not used before, and not to be used again */
async function ask<Row>(runner: QueryRunner, ...statement: Statement): Promise<[Row]> {
  try {
    return (await queryOf(runner)(...statement)) as [Row];
  } finally {
    await runner.release();
  }
}
