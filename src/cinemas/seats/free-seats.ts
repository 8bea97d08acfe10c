import type { SelectQueryBuilder } from 'typeorm';
import type { ScreeningSeat } from '../entities/index.js';

/** Narrows a query over seats down to those that can be had now: a hold that is over counts not. */
export function onlyFree(
  query: SelectQueryBuilder<ScreeningSeat>,
): SelectQueryBuilder<ScreeningSeat> {
  const { alias } = query;
  return query.andWhere(
    `(${alias}.state = 'free' OR (${alias}.state = 'held' AND ${alias}.heldUntil <= :now))`,
    { now: new Date() },
  );
}
