import { createHash } from 'node:crypto';
import { QueryFailedError, QueryResult, type QueryRunner } from 'typeorm';

/** What the journal knows of a statement of an unfinished migration. */
interface Entry {
  readonly isDone: boolean;
  readonly result: unknown;
}

type Query = (sql: string, parameters?: unknown[], structured?: boolean) => Promise<unknown>;

const SCHEMA_CHANGE = /^\s*(?:CREATE|ALTER|DROP|RENAME|TRUNCATE)\b/i;
const DATA_CHANGE = /^\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i;
const SCHEMA_READ = /^\s*(?:SHOW\b|SELECT\b.*\bINFORMATION_SCHEMA\b)/is;

/** Errors of a schema change that has been made already. */
const MADE_ALREADY = new Set([
  1050, // the table is there
  1051, // the table to drop is not
  1054, // the column to rename is not there
  1060, // the column is there
  1061, // the index is there
  1068, // the primary key is there
  1091, // the column or index to drop is not there
  1146, // the table to rename is not there
  1826, // the foreign key is there
]);

/**
 * Lets migrations go on where they were interrupted. MySQL and MariaDB commit every schema change
 * by itself, so that a process that dies leaves half a migration behind; the journal, a table
 * beside them, says which statements of it are done. Each statement is atomic: one that was begun
 * and not noted as done has either happened, and then repeating it fails in a known way, or not.
 *
 * A migration that goes on takes the same way again: what it has read of the schema and what its
 * statements returned is played back, so that its decisions are those of the first time.
 */
export class MigrationJournal {
  private static readonly TABLE = 'migrations_journal';
  private readonly query: Query;

  constructor(private readonly runner: QueryRunner) {
    this.query = runner.query.bind(runner) as Query;
  }

  /** Makes the journal if there is none. */
  async open(): Promise<void> {
    await this.query(
      `CREATE TABLE IF NOT EXISTS ${MigrationJournal.TABLE} (
        migration varchar(191) NOT NULL,
        statement char(64) NOT NULL,
        occurrence int NOT NULL,
        isDone tinyint NOT NULL,
        result longtext NULL,
        PRIMARY KEY (migration, statement, occurrence)
      ) CHARACTER SET utf8mb4`,
    );
  }

  /** Forgets everything: no migration is under way. */
  async clear(): Promise<void> {
    await this.query(`DELETE FROM ${MigrationJournal.TABLE}`);
  }

  /** Runs a migration, all of whose statements go through the runner. */
  async follow(migration: string, up: () => Promise<void>): Promise<void> {
    const entries = await this.entriesOf(migration);
    const seen = new Map<string, number>();
    const journaled: Query = async (sql, parameters, structured = false) => {
      if (!SCHEMA_CHANGE.test(sql) && !DATA_CHANGE.test(sql) && !SCHEMA_READ.test(sql)) {
        return this.query(sql, parameters, structured);
      }
      // Parameters are left out: a time of day among them would make it another statement.
      const statement = createHash('sha256').update(sql).digest('hex');
      const occurrence = seen.get(statement) ?? 0;
      seen.set(statement, occurrence + 1);
      const key = [migration, statement, occurrence];
      const entry = entries.get(key.join());
      const result = entry?.isDone ? entry.result : await this.perform(key, sql, parameters, entry);
      return structured ? structuredResult(result) : result;
    };
    const own = this.runner.query;
    Object.assign(this.runner, { query: journaled });
    try {
      await up();
    } finally {
      Object.assign(this.runner, { query: own });
    }
  }

  private async entriesOf(migration: string): Promise<Map<string, Entry>> {
    const rows = (await this.query(
      `SELECT statement, occurrence, isDone, result FROM ${MigrationJournal.TABLE}
       WHERE migration = ?`,
      [migration],
    )) as { statement: string; occurrence: number; isDone: number; result: string | null }[];
    return new Map(
      rows.map(({ statement, occurrence, isDone, result }) => [
        [migration, statement, occurrence].join(),
        { isDone: isDone === 1, result: result === null ? undefined : JSON.parse(result) },
      ]),
    );
  }

  private perform(key: unknown[], sql: string, parameters: unknown[] = [], entry?: Entry) {
    return SCHEMA_CHANGE.test(sql)
      ? this.changeSchema(key, sql, parameters, entry)
      : this.together(key, () => this.query(sql, parameters));
  }

  private async changeSchema(key: unknown[], sql: string, parameters: unknown[], begun?: Entry) {
    if (!begun) await this.note(key, 0, undefined);
    let result: unknown;
    try {
      result = await this.query(sql, parameters);
    } catch (error) {
      if (!begun || !isMadeAlready(error)) {
        await this.forget(key).catch(() => undefined);
        throw error;
      }
    }
    await this.note(key, 1, result);
    return result;
  }

  /** Other statements and the note of them are one transaction. */
  private async together(key: unknown[], perform: () => Promise<unknown>): Promise<unknown> {
    const isOwn = !this.runner.isTransactionActive;
    if (isOwn) await this.query('START TRANSACTION');
    try {
      const result = await perform();
      await this.note(key, 1, result);
      if (isOwn) await this.query('COMMIT');
      return result;
    } catch (error) {
      if (isOwn) await this.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  private async note(key: unknown[], isDone: 0 | 1, result: unknown): Promise<void> {
    await this.query(
      `REPLACE INTO ${MigrationJournal.TABLE}
       (migration, statement, occurrence, isDone, result) VALUES (?, ?, ?, ?, ?)`,
      [...key, isDone, result === undefined ? null : JSON.stringify(result)],
    );
  }

  private async forget(key: unknown[]): Promise<void> {
    await this.query(
      `DELETE FROM ${MigrationJournal.TABLE}
       WHERE migration = ? AND statement = ? AND occurrence = ?`,
      key,
    );
  }
}

/** Whether a schema change failed because the schema is not as it was before it. */
export function isMadeAlready(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { errno, message }: Error & { errno?: number } = error.driverError;
  if (errno === undefined) return false;
  // MariaDB's answer to a foreign key that is there.
  return MADE_ALREADY.has(errno) || (errno === 1005 && message.includes('errno: 121'));
}

/** TypeORM's wrapping of what the driver returned. */
function structuredResult(raw: unknown): QueryResult {
  const result = new QueryResult();
  result.raw = raw;
  result.records = Array.isArray(raw) ? raw : [];
  if (typeof raw === 'object' && raw !== null && 'affectedRows' in raw) {
    result.affected = Number(raw.affectedRows);
  }
  return result;
}
