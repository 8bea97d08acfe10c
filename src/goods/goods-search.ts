import { Injectable } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { SearchIndex } from '../rest/index.js';
import { GoodsSearch } from './entities/index.js';

/** The texts of a goods row that are searched. */
export interface SearchableGoods {
  readonly id: number;
  readonly name: string;
  readonly brief: string;
  readonly description: string;
}

/** Most bytes of terms one row keeps: its column holds 64 KiB. */
const MOST_TERM_BYTES = 60_000;

/**
 * Finds goods by text without reading every description.
 *
 * Every pair of neighbouring characters of the texts is a term, so a word of two characters (most
 * Chinese words) is exactly one term, and a longer one can only be where all its pairs are. The
 * terms stand in a table of their own under a FULLTEXT index, encoded to plain letters and digits:
 * MySQL and MariaDB alike then index Chinese, punctuation and single characters, which MariaDB's
 * own parser cannot. SQLite has no such index; there the search reads the texts, which is quick
 * enough at the size of a shop that runs on SQLite.
 */
@Injectable()
export class GoodsSearchIndex implements SearchIndex {
  narrow(query: SelectQueryBuilder<ObjectLiteral>, term: string, parameter: string): boolean {
    if (!hasFullText(query)) return false;
    const characters = [...term.toLowerCase()];
    const wanted =
      characters.length === 1
        ? `+${encode(characters[0]!)}*`
        : pairs(characters)
            .map((pair) => `+${pair}`)
            .join(' ');
    const matching = query
      .createQueryBuilder()
      .subQuery()
      .select('search.goodsId')
      .from(GoodsSearch, 'search')
      .where(`MATCH (search.terms) AGAINST (:${parameter} IN BOOLEAN MODE)`);
    query.andWhere(`${query.alias}.id IN ${matching.getQuery()}`, { [parameter]: wanted });
    return characters.length <= 2;
  }

  /** Brings the index up to date with changed goods, inside the transaction that changes them. */
  async replace(manager: EntityManager, goods: readonly SearchableGoods[]): Promise<void> {
    if (goods.length === 0 || !hasFullText(manager)) return;
    const rows = goods.map(({ id, name, brief, description }) => ({
      goodsId: id,
      terms: termsOf([name, brief, description]),
    }));
    await manager
      .createQueryBuilder()
      .insert()
      .into(GoodsSearch)
      .values(rows)
      .orUpdate(['terms'], ['goodsId'])
      .updateEntity(false)
      .execute();
  }
}

/** The distinct terms of some texts, separated by blanks. */
export function termsOf(texts: readonly string[]): string {
  const terms = new Set<string>();
  for (const text of texts) {
    for (const pair of pairs([...text.toLowerCase(), ''])) terms.add(pair);
  }
  return [...terms].join(' ').slice(0, MOST_TERM_BYTES);
}

function pairs(characters: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 0; index + 1 < characters.length; index += 1) {
    found.push(encode(characters[index]!) + encode(characters[index + 1]!));
  }
  return found;
}

/** A character as four letters and digits, which no FULLTEXT parser splits; the text's end as 0000. */
function encode(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(36).padStart(4, '0');
}

function hasFullText({ dataSource }: Pick<EntityManager, 'dataSource'>): boolean {
  return dataSource.driver.options.type !== 'better-sqlite3';
}
