import mysql2 from 'mysql2';
import { DataSource, type QueryRunner, TableIndex } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { migrations } from '../../../migrations/index.js';
import { ENTITIES } from '../../../src/app.module.js';
import { createDataSourceOptions } from '../../../src/infrastructure/database/data-source.js';
import { runMigrations } from '../../../src/infrastructure/database/migrate.js';
import { MigrationJournal } from '../../../src/infrastructure/database/migration-journal.js';
import { testSettings } from '../../support/settings.js';

type Query = (...args: unknown[]) => void;
type Connection = mysql2.Connection & { query: Query };

/** What all connections, of a pool or not, send their statements by. */
const everyConnection = Object.getPrototypeOf(mysql2.Connection.prototype) as { query: Query };

const CHANGES = /^\s*(?:CREATE|ALTER|DROP|RENAME|TRUNCATE|INSERT|UPDATE|DELETE|REPLACE|COMMIT)/i;

/** Notes in the journal are all alike: those of the first migrations stand for all. */
const NOTED = new Set(migrations.slice(0, 2).map(({ name }) => name));

/** Lets processes die, for the database's purposes: none dies twice at the same change. */
class Deaths {
  private readonly died = new Set<string>();

  get count(): number {
    return this.died.size;
  }

  /**
   * The next process dies at the first change where none has: its connection breaks after the
   * server has done it, which is also before the next is sent, and nothing that it would have said
   * later is said.
   */
  arm(): { hasDied: () => boolean; disarm: () => void } {
    let isDead = false;
    const { query } = everyConnection;
    const { died } = this;
    // No spy: it would remember the statements of a thousand processes.
    everyConnection.query = function (this: Connection, ...args: unknown[]) {
      const callback = args.at(-1) as (error: Error) => void;
      const die = () => {
        isDead = true;
        this.destroy();
        callback(new Error('died'));
      };
      if (isDead) {
        die();
        return;
      }
      const sql = typeof args[0] === 'string' ? args[0] : (args[0] as { sql: string }).sql;
      // The holder of the lock is another one each time.
      const values = sql.includes('migrations_lock') ? [] : args[1];
      const change = JSON.stringify([sql, typeof values === 'function' ? [] : values]);
      const isUsual = sql.includes('REPLACE INTO migrations_journal') && !isNoted(args[1]);
      if (!CHANGES.test(sql) || isUsual || died.has(change)) {
        query.apply(this, args);
      } else {
        died.add(change);
        query.apply(this, [...args.slice(0, -1), die]);
      }
    };
    return { hasDied: () => isDead, disarm: () => void (everyConnection.query = query) };
  }
}

function isNoted(values: unknown): boolean {
  return Array.isArray(values) && (NOTED.has(values[0] as string) || values[0] === 'Step');
}

/** Repeats the work until no process dies any more. @returns how often one died */
async function dieEverywhere(work: () => Promise<unknown>): Promise<number> {
  const deaths = new Deaths();
  for (let hasDied = true; hasDied;) {
    const process = deaths.arm();
    const outcome = await work().catch((error: Error) => error);
    process.disarm();
    hasDied = process.hasDied();
    if (!hasDied) expect(outcome).not.toBeInstanceOf(Error);
  }
  return deaths.count;
}

describe('migrations that were interrupted', () => {
  const settings = testSettings({}, { tables: false });

  // TypeORM tells of every migration that fails.
  beforeAll(() => void vi.spyOn(console, 'log').mockImplementation(() => undefined));
  afterAll(() => vi.restoreAllMocks());

  it(
    'are gone on with, whatever statement they were interrupted at',
    { timeout: 300_000 },
    async () => {
      const deaths = await dieEverywhere(() => runMigrations(settings));
      expect(deaths).toBeGreaterThan(migrations.length * 4);
      await expectWhole();
    },
  );

  it('decide as they did the first time, and change data once', { timeout: 60_000 }, async () => {
    await onDatabase(async (dataSource) => {
      await dataSource.query('CREATE TABLE step (id int PRIMARY KEY, old int, amount int)');
      await dataSource.query('INSERT INTO step VALUES (1, 5, 0), (2, 7, 0)');
    });
    const up = async (runner: QueryRunner) => {
      const table = (await runner.getTable('step'))!;
      if (table.findColumnByName('old')) {
        await runner.query('UPDATE step SET amount = amount + old');
        await runner.dropColumn(table, 'old');
      }
      await runner.createIndex('step', new TableIndex({ columnNames: ['amount'] }));
      for (let left = 1; left > 0;) {
        const sql = 'UPDATE step SET amount = amount + 100 WHERE amount < 100 LIMIT 1';
        left = ((await runner.query(sql)) as unknown as { affectedRows: number }).affectedRows;
      }
    };
    await dieEverywhere(() =>
      onDatabase(async (dataSource) => {
        const runner = dataSource.createQueryRunner();
        const journal = new MigrationJournal(runner);
        try {
          await journal.open();
          await journal.follow('Step', () => up(runner));
        } finally {
          await runner.release();
        }
      }),
    );
    await onDatabase(async (dataSource) => {
      const rows = await dataSource.query('SELECT * FROM step ORDER BY id');
      expect(rows).toEqual([
        { id: 1, amount: 105 },
        { id: 2, amount: 107 },
      ]);
      await dataSource.query('DROP TABLE step');
      await dataSource.query('DELETE FROM migrations_journal');
    });
  });

  it('wait for the process that migrates through another server of the cluster', async () => {
    await onDatabase((dataSource) =>
      dataSource.query(
        "UPDATE migrations_lock SET node = 'another:3306', expiresAt = UNIX_TIMESTAMP() + 1",
      ),
    );
    const expiry = await serverSeconds('expiresAt');
    expect(await runMigrations(settings)).toEqual([]);
    expect(await serverSeconds('UNIX_TIMESTAMP()')).toBeGreaterThan(expiry);
  });

  function serverSeconds(expression: string): Promise<number> {
    return onDatabase(async (dataSource) => {
      const [row] = await dataSource.query<{ seconds: string }[]>(
        `SELECT ${expression} AS seconds FROM migrations_lock`,
      );
      return Number(row!.seconds);
    });
  }

  async function onDatabase<T>(work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    const dataSource = new DataSource(await createDataSourceOptions(settings, ENTITIES));
    await dataSource.initialize();
    try {
      return await work(dataSource);
    } finally {
      await dataSource.destroy().catch(() => undefined);
    }
  }

  function expectWhole(): Promise<void> {
    return onDatabase(async (dataSource) => {
      const drift = await dataSource.driver.createSchemaBuilder().log();
      expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
      const done = await dataSource.query<{ name: string }[]>(
        'SELECT name FROM migrations ORDER BY id',
      );
      expect(done.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name));
      expect(await dataSource.query('SELECT * FROM migrations_journal')).toEqual([]);
    });
  }
});
