import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

/**
 * Makes the query of a unit of work lock the rows it finds until the unit ends: others that want
 * to lock or change them wait, and then see what has become of them. SQLite needs no row locks,
 * because its units run one after the other.
 *
 * DJANGO: QuerySet.select_for_update
 */
export function lockRows<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
): SelectQueryBuilder<T> {
  const isSqlite = query.dataSource.options.type === 'better-sqlite3';
  return isSqlite ? query : query.setLock('pessimistic_write');
}
