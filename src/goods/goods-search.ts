import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { RestRequest, SearchIndex } from '../rest/index.js';
import { CATALOGUE_TAGS } from './catalogue-tags.js';
import { GoodsSearch } from './entities/index.js';

/** The texts of a goods row that are searched. */
export interface SearchableGoods {
  readonly id: number;
  readonly name: string;
  readonly brief: string;
  readonly description: string;
}

/** Most terms one row keeps: nine bytes each, and its column holds 64 KiB. */
const MOST_TERMS = 7_000;

/** Rows looked at to guess how common a term is: so many stretches of so many rows. */
const SAMPLES = 20;
const SAMPLE_ROWS = 20;
/** Terms of a word that are looked for there: a long word has many. */
const SAMPLE_TERMS = 16;
/** A term in more than this share of the rows is common. */
const COMMON_SHARE = 0.1;

/**
 * Finds goods by text without reading every description.
 *
 * Every pair of neighbouring characters of the texts is a term, so a word of two characters (most
 * Chinese words) is exactly one term, and a longer one can only be where all its pairs are. The
 * terms stand in a table of their own under a FULLTEXT index, encoded to plain letters and digits:
 * MySQL and MariaDB alike then index Chinese, punctuation and single characters, which MariaDB's
 * own parser cannot. SQLite has no such index; there the search reads the texts, which is quick
 * enough at the size of a shop that runs on SQLite.
 *
 * A FULLTEXT search costs time for every row it finds. A word that is in many rows is therefore
 * left to plain comparison, which meets a page full of them after a few rows.
 */
@Injectable()
export class GoodsSearchIndex implements SearchIndex {
  find(word: string, { rest }: RestRequest): Promise<readonly number[] | null> {
    const { manager } = rest.dataSource;
    if (!hasFullText(manager)) return Promise.resolve(null);
    return rest.cache.memoise(
      [CATALOGUE_TAGS.texts],
      `goods with ${word.toLowerCase()}`,
      () => this.search(manager, word.toLowerCase()),
      (ids) => 200 + 8 * (ids?.length ?? 0),
    );
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

  private async search(manager: EntityManager, word: string): Promise<readonly number[] | null> {
    const characters = [...word];
    const isSingle = characters.length === 1;
    const terms = isSingle ? [encode(word)] : pairs(characters);
    if (await this.isCommon(manager, terms)) return null;
    const query = manager
      .createQueryBuilder(GoodsSearch, 'search')
      .select('search.goodsId', 'id')
      .where('MATCH (search.terms) AGAINST (:wanted IN BOOLEAN MODE)', {
        wanted: terms.map((term) => (isSingle ? `+${term}*` : `+${term}`)).join(' '),
      })
      .orderBy('search.goodsId');
    if (terms.length > 1) {
      // All pairs are there, but do they stand together?
      const pattern = `%${word.replace(/[!%_]/g, '!$&')}%`;
      const texts = ['name', 'brief', 'description'];
      query
        .innerJoin('search.goods', 'goods')
        .andWhere(`(${texts.map((text) => `goods.${text} LIKE :pattern ESCAPE '!'`).join(' OR ')})`)
        .setParameter('pattern', pattern);
    }
    const rows = await query.getRawMany<{ id: number }>();
    return rows.map(({ id }) => id);
  }

  /** Guesses from a sample of the rows and terms whether all terms are in many rows. */
  private async isCommon(manager: EntityManager, terms: readonly string[]): Promise<boolean> {
    const ends = await manager
      .createQueryBuilder(GoodsSearch, 'search')
      .select('MIN(search.goodsId)', 'first')
      .addSelect('MAX(search.goodsId)', 'last')
      .getRawOne<{ first: number | null; last: number | null }>();
    if (ends?.first == null || ends.last == null) return false;
    const step = (ends.last - ends.first) / SAMPLES;
    const sample = manager.createQueryBuilder(GoodsSearch, 'search').select('COUNT(*)', 'rows');
    const every = Math.ceil(terms.length / SAMPLE_TERMS);
    const looked = terms.filter((_term, index) => index % every === 0);
    looked.forEach((term, index) => {
      sample.addSelect(`SUM(search.terms LIKE :term${index})`, `found${index}`);
      sample.setParameter(`term${index}`, `%${term}%`);
    });
    for (let index = 0; index < SAMPLES; index += 1) {
      const from = Math.floor(ends.first + index * step);
      sample.orWhere(`search.goodsId BETWEEN :from${index} AND :to${index}`, {
        [`from${index}`]: from,
        [`to${index}`]: from + SAMPLE_ROWS - 1,
      });
    }
    const { rows, ...found } = (await sample.getRawOne<Record<string, string>>())!;
    const rarest = Math.min(...Object.values(found).map(Number));
    return rarest > Number(rows) * COMMON_SHARE;
  }
}

/** The distinct terms of some texts, separated by blanks. */
export function termsOf(texts: readonly string[]): string {
  const terms = new Set<string>();
  for (const text of texts) {
    for (const pair of pairs([...text.toLowerCase(), ''])) terms.add(pair);
  }
  return [...terms].slice(0, MOST_TERMS).join(' ');
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
