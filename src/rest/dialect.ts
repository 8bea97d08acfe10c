import { QueryFailedError, type DataSource } from 'typeorm';

/** What the database says of a violation: MySQL names the index, SQLite the columns. */
export type UniqueViolation =
  { readonly index: string } | { readonly columns: ReadonlySet<string> };

/**
 * What databases do each in their own way. Nothing else in the layer knows a driver's name.
 *
 * DJANGO: django.db.backends.base.features.BaseDatabaseFeatures and operations
 */
export interface Dialect {
  /** Whether `MATCH ... AGAINST` finds words. */
  readonly hasFullText: boolean;
  /** Makes sure that `REGEXP` is understood. */
  prepareRegexp(dataSource: DataSource): void;
  /** Whether the error says that an expression is none. */
  isInvalidRegexp(cause: DriverError): boolean;
  /** SQL of the month of a day or moment, a number of seconds later. */
  monthOf(column: string, seconds: number): string;
  /** What an error says of a violated unique index; undefined for any other error. */
  uniqueViolation(cause: DriverError): UniqueViolation | undefined;
}

type DriverError = Error & { readonly code?: string };

/** The part of better-sqlite3's connection that takes functions for SQL. */
interface SqliteConnection {
  function(
    name: string,
    options: { deterministic: boolean },
    implementation: (pattern: string, text: string | null) => number | null,
  ): unknown;
}

const equipped = new WeakSet<SqliteConnection>();

const sqlite: Dialect = {
  hasFullText: false,

  /** SQLite has the operator without a function behind it. Case does not count, as on MySQL. */
  prepareRegexp({ driver }) {
    const { databaseConnection: connection } = driver as unknown as {
      databaseConnection: SqliteConnection;
    };
    if (equipped.has(connection)) return;
    connection.function('regexp', { deterministic: true }, (pattern, text) =>
      text === null ? null : Number(new RegExp(pattern, 'i').test(text)),
    );
    equipped.add(connection);
  },

  isInvalidRegexp: (cause) => cause instanceof SyntaxError,

  monthOf: (column, seconds) => `CAST(strftime('%m', ${column}, '${seconds} seconds') AS INTEGER)`,

  uniqueViolation({ code, message }) {
    if (code !== 'SQLITE_CONSTRAINT_UNIQUE' && code !== 'SQLITE_CONSTRAINT_PRIMARYKEY') {
      return undefined;
    }
    const columns = message.slice(message.indexOf(':') + 1).split(',');
    return { columns: new Set(columns.map((column) => column.trim())) };
  },
};

const mysql: Dialect = {
  hasFullText: true,
  prepareRegexp: () => undefined,
  isInvalidRegexp: ({ code }) => code?.startsWith('ER_REGEXP') === true,
  monthOf: (column, seconds) => `MONTH(${column} + INTERVAL ${seconds} SECOND)`,

  uniqueViolation({ code, message }) {
    if (code !== 'ER_DUP_ENTRY') return undefined;
    // MySQL 8 puts the table before the index, MariaDB does not.
    const index = /for key '(?:[^']*\.)?([^'.]+)'$/.exec(message)?.[1];
    return index === undefined ? undefined : { index };
  },
};

const DIALECTS: Readonly<Record<string, Dialect>> = {
  'better-sqlite3': sqlite,
  mysql,
  mariadb: mysql,
};

/** @throws Error for a database that the layer does not know */
export function dialectOf({ options }: DataSource): Dialect {
  const dialect = DIALECTS[options.type];
  if (!dialect) throw new Error(`the layer has no dialect for a database of type ${options.type}`);
  return dialect;
}

/** What the database said, of an error that TypeORM passes on. */
export function driverError(error: unknown): DriverError | undefined {
  return error instanceof QueryFailedError ? (error.driverError as DriverError) : undefined;
}

/** The violated unique index that an error of any database tells of, if it does. */
export function uniqueViolationOf(error: unknown): UniqueViolation | undefined {
  const cause = driverError(error);
  return cause && (sqlite.uniqueViolation(cause) ?? mysql.uniqueViolation(cause));
}

/** Whether somebody else has just stored what may be there only once. DJANGO: IntegrityError */
export function isDuplicate(error: unknown): boolean {
  return uniqueViolationOf(error) !== undefined;
}
