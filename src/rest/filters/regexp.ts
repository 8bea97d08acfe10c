import { QueryFailedError, type DataSource } from 'typeorm';
import { ValidationError } from '../exceptions.js';
import { message } from '../i18n/messages.js';

const INVALID = message({
  en: 'Enter a valid regular expression.',
  'zh-hans': '输入一个有效的正则表达式。',
});

/** The part of better-sqlite3's connection that takes functions for SQL. */
interface SqliteConnection {
  function(
    name: string,
    options: { deterministic: boolean },
    implementation: (pattern: string, text: string | null) => number | null,
  ): unknown;
}

const equipped = new WeakSet<SqliteConnection>();

/**
 * Makes sure that the database understands `REGEXP` and this expression.
 *
 * DJANGO: the `regexp` function of django.db.backends.sqlite3.
 *
 * @throws ValidationError for an expression that is none
 */
export async function checkRegexp(
  dataSource: DataSource,
  parameter: string,
  expression: string,
): Promise<void> {
  if (dataSource.options.type === 'better-sqlite3') equip(dataSource);
  try {
    await dataSource.query("SELECT '' REGEXP ?", [expression]);
  } catch (error) {
    if (isInvalidExpression(error)) throw new ValidationError({ [parameter]: [INVALID] });
    throw error;
  }
}

/** SQLite has the operator without a function behind it. Case does not count, as on MySQL. */
function equip({ driver }: DataSource): void {
  const connection = (driver as unknown as { databaseConnection: SqliteConnection })
    .databaseConnection;
  if (equipped.has(connection)) return;
  connection.function('regexp', { deterministic: true }, (pattern, text) =>
    text === null ? null : Number(new RegExp(pattern, 'i').test(text)),
  );
  equipped.add(connection);
}

function isInvalidExpression(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const cause = error.driverError as Error & { code?: string };
  return cause instanceof SyntaxError || cause.code?.startsWith('ER_REGEXP') === true;
}
