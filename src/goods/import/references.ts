import { type EntityManager, In } from 'typeorm';
import { Goods, GoodsCategory } from '../entities/index.js';
import type { Rejection } from './section-writer.js';

/** Ids by key. Keys are equal when every character is, whatever the database. */
export type Ids = ReadonlyMap<string, number>;

/** Ids of the categories with these codes, by code. */
export async function categoryIds(manager: EntityManager, codes: Iterable<string>): Promise<Ids> {
  const found = await manager.find(GoodsCategory, {
    select: { id: true, code: true },
    where: { code: In([...new Set(codes)]) },
  });
  return new Map(found.map(({ id, code }) => [code, id]));
}

/** Ids of the goods with these numbers, by number. */
export async function goodsIds(manager: EntityManager, sns: Iterable<string>): Promise<Ids> {
  const found = await manager.find(Goods, {
    select: { id: true, sn: true },
    where: { sn: In([...new Set(sns)]) },
  });
  return new Map(found.map(({ id, sn }) => [sn, id]));
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
