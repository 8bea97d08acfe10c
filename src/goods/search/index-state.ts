import type { EntityManager } from 'typeorm';
import { blocksOf } from './index-blocks.js';
import { blockOf, idIn, offsetsIn } from './postings.js';
import { ANY_GOODS } from './terms.js';

/** How many goods a block has, and the sum of their ids. */
interface Extent {
  count: number;
  sum: number;
}

const NONE: Extent = { count: 0, sum: 0 };

/**
 * The blocks in which the index does not have just the goods that there are: some that came, or
 * went, without the index being told.
 */
export async function blocksThatDiffer(manager: EntityManager): Promise<number[]> {
  const [stored, indexed] = await Promise.all([storedExtents(manager), indexedExtents(manager)]);
  const blocks = new Set([...stored.keys(), ...indexed.keys()]);
  return [...blocks].filter((block) => {
    const [a, b] = [stored.get(block) ?? NONE, indexed.get(block) ?? NONE];
    return a.count !== b.count || a.sum !== b.sum;
  });
}

async function storedExtents(manager: EntityManager): Promise<Map<number, Extent>> {
  const size = idIn(1, 0);
  const rows = await manager.query<Record<'block' | 'count' | 'sum', number | string>[]>(
    'SELECT id DIV ? AS block, COUNT(*) AS count, SUM(id) AS sum FROM goods GROUP BY id DIV ?',
    [size, size],
  );
  return new Map(
    rows.map((row) => [Number(row.block), { count: Number(row.count), sum: Number(row.sum) }]),
  );
}

async function indexedExtents(manager: EntityManager): Promise<Map<number, Extent>> {
  const extents = new Map<number, Extent>();
  for (const { block, postings } of await blocksOf(manager, ANY_GOODS)) {
    const extent = { count: 0, sum: 0 };
    for (const offset of offsetsIn(postings)) {
      extent.count += 1;
      extent.sum += idIn(block, offset);
    }
    extents.set(block, extent);
  }
  return extents;
}

/** Ids of goods of one block, which are in the index, or which are there. */
export async function idsIn(manager: EntityManager, block: number) {
  const indexed: number[] = [];
  for (const entry of await blocksOf(manager, ANY_GOODS)) {
    if (entry.block !== block) continue;
    for (const offset of offsetsIn(entry.postings)) indexed.push(idIn(block, offset));
  }
  const rows = await manager.query<{ id: number }[]>(
    'SELECT id FROM goods WHERE id BETWEEN ? AND ? ORDER BY id',
    [idIn(block, 0), idIn(block + 1, 0) - 1],
  );
  return { indexed, stored: rows.map(({ id }) => id).filter((id) => blockOf(id) === block) };
}
