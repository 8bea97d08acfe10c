import type { DataSource } from 'typeorm';
import { dialectOf, driverError } from '../dialect.js';
import { ValidationError } from '../exceptions.js';
import { message } from '../i18n/messages.js';

const INVALID = message({
  en: 'Enter a valid regular expression.',
  'zh-hans': '输入一个有效的正则表达式。',
});

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
  const dialect = dialectOf(dataSource);
  dialect.prepareRegexp(dataSource);
  try {
    await dataSource.query("SELECT '' REGEXP ?", [expression]);
  } catch (error) {
    const cause = driverError(error);
    if (cause && dialect.isInvalidRegexp(cause)) {
      throw new ValidationError({ [parameter]: [INVALID] });
    }
    throw error;
  }
}
