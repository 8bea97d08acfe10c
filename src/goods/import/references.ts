import { type EntityManager, In } from 'typeorm';
import { Goods, GoodsCategory } from '../entities/index.js';
import type { Rejection } from './section-writer.js';

/** Ids by key. Keys are equal when every character is, whatever the database. */
export type Ids = ReadonlyMap<string, number>;

/**
 * What rows that were only tried would have stored, by key: rows that come later in the file may
 * refer to it.
 */
export interface Tried {
  readonly categories: ReadonlySet<string>;
  readonly goods: ReadonlySet<string>;
}

/** The id of what is not stored; no row has it. */
const UNSTORED = 0;

function withTried(ids: Map<string, number>, keys: Iterable<string>, tried?: ReadonlySet<string>) {
  for (const key of keys) if (tried?.has(key) && !ids.has(key)) ids.set(key, UNSTORED);
  return ids;
}

/** Ids of the categories with these codes, by code. */
export async function categoryIds(
  manager: EntityManager,
  codes: readonly string[],
  tried?: Tried,
): Promise<Ids> {
  const found = await manager.find(GoodsCategory, {
    select: { id: true, code: true },
    where: { code: In([...new Set(codes)]) },
  });
  return withTried(new Map(found.map(({ id, code }) => [code, id])), codes, tried?.categories);
}

/** Ids of the goods with these numbers, by number. */
export async function goodsIds(
  manager: EntityManager,
  sns: readonly string[],
  tried?: Tried,
): Promise<Ids> {
  const found = await manager.find(Goods, {
    select: { id: true, sn: true },
    where: { sn: In([...new Set(sns)]) },
  });
  return withTried(new Map(found.map(({ id, sn }) => [sn, id])), sns, tried?.goods);
}

/** Parts the rows whose reference exists from those whose does not. */
export function partition<Row extends { number: number }>(
  rows: readonly Row[],
  complaint: (row: Row) => string | undefined,
): { known: Row[]; rejected: Rejection[] } {
  const known: Row[] = [];
  const rejected: Rejection[] = [];
  for (const row of rows) {
    const message = complaint(row);
    if (message === undefined) known.push(row);
    else rejected.push({ number: row.number, message });
  }
  return { known, rejected };
}
