import type { EntityManager } from 'typeorm';
import { placeholders } from '../../infrastructure/database/statements.js';
import { ANY_GOODS } from './terms.js';
import { decodePostings, encodePostings, type Postings } from './postings.js';

/** A row of the index: a term's goods of one block. */
export interface Block {
  readonly block: number;
  readonly postings: Buffer;
}

/** What becomes of a term in one block: the places of rows that have it, null for those that had. */
export type Changes = Map<number, readonly number[] | null>;

/** Rows of the index that one statement reads or writes, and about how many bytes at most. */
const BATCH = 500;
const BATCH_BYTES = 1024 * 1024;

/** The blocks of a term, in order. */
export function blocksOf(manager: EntityManager, term: string): Promise<Block[]> {
  return manager.query<Block[]>(
    'SELECT block, postings FROM goods_search_block WHERE term = ? ORDER BY block',
    [term],
  );
}

/** Writes the changes of a block's terms. Who writes to several blocks does it in their order. */
export async function changeBlock(
  manager: EntityManager,
  block: number,
  terms: ReadonlyMap<string, Changes>,
): Promise<void> {
  await lock(manager, block);
  const sorted = [...terms.keys()].sort();
  for (let start = 0; start < sorted.length; start += BATCH) {
    const batch = sorted.slice(start, start + BATCH);
    const stored = await postingsOf(manager, block, batch);
    const written = new Map<string, Buffer>();
    const emptied: string[] = [];
    for (const term of batch) {
      const before = stored.get(term);
      const after = changed(before ? decodePostings(before) : new Map(), terms.get(term)!);
      if (after.size > 0 || term === ANY_GOODS) written.set(term, encodePostings(after));
      else if (before) emptied.push(term);
    }
    await save(manager, block, written);
    await drop(manager, block, emptied);
  }
}

function changed(postings: Postings, changes: Changes): Postings {
  for (const [offset, places] of changes) {
    if (places) postings.set(offset, places);
    else postings.delete(offset);
  }
  return postings;
}

/**
 * Makes others who write to the block wait until the unit of work ends. A row of the block that is
 * always there is locked, as rows that are not there yet cannot be.
 */
async function lock(manager: EntityManager, block: number): Promise<void> {
  await manager.query(
    `INSERT INTO goods_search_block (term, block, postings) VALUES (?, ?, '')
     ON DUPLICATE KEY UPDATE block = VALUES(block)`,
    [ANY_GOODS, block],
  );
}

async function postingsOf(
  manager: EntityManager,
  block: number,
  terms: readonly string[],
): Promise<Map<string, Buffer>> {
  const rows = await manager.query<{ term: string; postings: Buffer }[]>(
    `SELECT term, postings FROM goods_search_block
     WHERE block = ? AND term IN (${placeholders(terms)})`,
    [block, ...terms],
  );
  return new Map(rows.map(({ term, postings }) => [term, postings]));
}

async function save(
  manager: EntityManager,
  block: number,
  rows: ReadonlyMap<string, Buffer>,
): Promise<void> {
  let values: unknown[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    if (values.length === 0) return;
    const count = values.length / 3;
    await manager.query(
      `INSERT INTO goods_search_block (term, block, postings)
       VALUES ${Array.from({ length: count }, () => '(?, ?, ?)').join(', ')}
       ON DUPLICATE KEY UPDATE postings = VALUES(postings)`,
      values,
    );
    values = [];
    bytes = 0;
  };
  for (const [term, postings] of rows) {
    values.push(term, block, postings);
    bytes += postings.length;
    if (bytes > BATCH_BYTES) await flush();
  }
  await flush();
}

async function drop(
  manager: EntityManager,
  block: number,
  terms: readonly string[],
): Promise<void> {
  if (terms.length === 0) return;
  await manager.query(
    `DELETE FROM goods_search_block WHERE block = ? AND term IN (${placeholders(terms)})`,
    [block, ...terms],
  );
}
