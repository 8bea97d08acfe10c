import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

interface Known {
  readonly ids: readonly number[];
  readonly conditions: number;
}

const known = new WeakMap<SelectQueryBuilder<ObjectLiteral>, Known>();

/**
 * Notes that the conditions a list has so far mean exactly these rows, so that they need be neither
 * counted nor looked for again.
 *
 * @param ids ascending
 */
export function rememberRows(
  query: SelectQueryBuilder<ObjectLiteral>,
  ids: readonly number[],
): void {
  known.set(query, { ids, conditions: query.expressionMap.wheres.length });
}

/** The ids of the list's rows, ascending, if they are known; undefined once it has more conditions. */
export function knownRows(query: SelectQueryBuilder<ObjectLiteral>): readonly number[] | undefined {
  const rows = known.get(query);
  return rows?.conditions === query.expressionMap.wheres.length ? rows.ids : undefined;
}
