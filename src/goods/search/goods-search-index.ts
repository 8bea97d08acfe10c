import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { placeholders } from '../../infrastructure/database/statements.js';
import type { RestRequest, SearchIndex } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { GoodsSearch } from '../entities/index.js';
import { blocksOf, changeBlock, type Block, type Changes } from './index-blocks.js';
import { blocksThatDiffer } from './index-state.js';
import { blockOf, idIn, offsetOf, offsetsIn, readPostings, startsBefore } from './postings.js';
import { placesOf, searchedText, tilesOf, type SearchableGoods } from './terms.js';

/** Rows that may still contain a word, with the places where it may begin. */
type Candidates = Map<number, Uint16Array>;

/** Milliseconds after which a search lets others be served. */
const STRETCH = 5;

/**
 * Finds goods by text without reading any text.
 *
 * Every character and every pair of neighbouring characters of the texts is a term. The index has
 * for each term the goods with the places where it begins, a thousand goods to a row. A word is in
 * a text exactly where its pairs are at their distances, so that nothing needs to be compared, and
 * how many goods have it is known as well: in Chinese, where words have no ends, as in English.
 *
 * SQLite goes without; there the search reads the texts, which is quick enough at the size of a
 * shop that runs on SQLite.
 */
@Injectable()
export class GoodsSearchIndex implements SearchIndex {
  async find(word: string, { rest }: RestRequest): Promise<readonly number[] | null> {
    const { manager } = rest.dataSource;
    if (!hasIndex(manager)) return null;
    const tags = [CATALOGUE_TAGS.texts];
    const isCurrent = await rest.cache.memoise(
      tags,
      'goods are all in the index',
      async () => (await blocksThatDiffer(manager)).length === 0,
    );
    if (!isCurrent) return null;
    return rest.cache.memoise(
      tags,
      `goods with ${word.toLowerCase()}`,
      () => search(manager, word),
      (ids) => 200 + 8 * ids.length,
    );
  }

  /** Brings the index up to date with changed goods, inside the transaction that changes them. */
  async replace(manager: EntityManager, goods: readonly SearchableGoods[]): Promise<void> {
    if (goods.length === 0 || !hasIndex(manager)) return;
    const rows = goods.map((one) => ({ goodsId: one.id, texts: searchedText(one) }));
    const changed = await rewrite(manager, new Map(rows.map((row) => [row.goodsId, row.texts])));
    if (changed.length === 0) return;
    await manager
      .createQueryBuilder()
      .insert()
      .into(GoodsSearch)
      .values(rows.filter(({ goodsId }) => changed.includes(goodsId)))
      .orUpdate(['texts'], ['goodsId'])
      .updateEntity(false)
      .execute();
  }

  /** Forgets goods that are gone. */
  async remove(manager: EntityManager, ids: readonly number[]): Promise<void> {
    if (ids.length === 0 || !hasIndex(manager)) return;
    await rewrite(manager, new Map(ids.map((id) => [id, null])));
    await manager.delete(GoodsSearch, { goodsId: In([...ids]) });
  }
}

/** Whether the database has an index. */
export function hasIndex({ dataSource }: Pick<EntityManager, 'dataSource'>): boolean {
  return dataSource.driver.options.type !== 'better-sqlite3';
}

/** Ids of all goods with the word, ascending. */
async function search(manager: EntityManager, word: string): Promise<readonly number[]> {
  const [first, ...others] = tilesOf(word);
  if (!first) return [];
  const blocks = await blocksOf(manager, first.term);
  if (others.length === 0) {
    return blocks.flatMap(({ block, postings }) =>
      offsetsIn(postings).map((offset) => idIn(block, offset)),
    );
  }
  let candidates: Candidates = new Map();
  await eachBlock(blocks, (id, places) => candidates.set(id, places));
  for (const { term, offset } of others) {
    if (candidates.size === 0) return [];
    candidates = await narrowed(candidates, offset, await blocksOf(manager, term));
  }
  return [...candidates.keys()];
}

/** The candidates that have the next part of the word at its place too. */
async function narrowed(
  candidates: Candidates,
  offset: number,
  blocks: readonly Block[],
): Promise<Candidates> {
  const left: Candidates = new Map();
  await eachBlock(blocks, (id, places) => {
    const starts = candidates.get(id);
    const still = starts && startsBefore(starts, places, offset);
    if (still && still.length > 0) left.set(id, still);
  });
  return left;
}

/** Visits the rows of many blocks; others are served in between. */
async function eachBlock(
  blocks: readonly Block[],
  visit: (id: number, places: Uint16Array) => void,
): Promise<void> {
  let pauseAt = performance.now() + STRETCH;
  for (const { block, postings } of blocks) {
    readPostings(postings, (offset, places) => visit(idIn(block, offset), places));
    if (performance.now() < pauseAt) continue;
    await setImmediate();
    pauseAt = performance.now() + STRETCH;
  }
}

/**
 * Gives goods other texts in the blocks of the index.
 *
 * @param texts by the goods' ids; null: none any more
 * @returns the ids of goods whose texts were others before
 */
async function rewrite(
  manager: EntityManager,
  texts: ReadonlyMap<number, string | null>,
): Promise<number[]> {
  const ids = [...texts.keys()];
  const known = await manager.query<{ goodsId: number; texts: string }[]>(
    `SELECT goodsId, texts FROM goods_search WHERE goodsId IN (${placeholders(ids)}) FOR UPDATE`,
    ids,
  );
  const before = new Map(known.map((row) => [row.goodsId, row.texts]));
  const changed = ids.filter((id) => (before.get(id) ?? null) !== texts.get(id));
  const blocks = new Map<number, Map<string, Changes>>();
  for (const id of changed) {
    const terms = entryOf(blocks, blockOf(id), () => new Map<string, Changes>());
    const note = (term: string, places: readonly number[] | null): void => {
      entryOf(terms, term, (): Changes => new Map()).set(offsetOf(id), places);
    };
    for (const term of placesOf(before.get(id) ?? null).keys()) note(term, null);
    for (const [term, places] of placesOf(texts.get(id) ?? null)) note(term, places);
  }
  for (const [block, terms] of [...blocks].sort(([a], [b]) => a - b)) {
    await changeBlock(manager, block, terms);
  }
  return changed;
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
