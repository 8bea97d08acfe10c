import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { ValidationError } from '../exceptions.js';
import { message } from '../i18n/messages.js';
import type { QueryParameter } from '../pagination/pagination.js';
import type { RestRequest } from '../request.js';
import type { FilterBackend, FilterControl } from './filter-backend.js';
import { conditionOn, type FirstOf } from './paths.js';
import { escapeLike } from './like.js';
import { rememberRows } from './known-rows.js';
import { dialectOf } from '../dialect.js';
import { checkRegexp } from './regexp.js';
import { searchTerms } from './search-terms.js';

/** An index that finds rows by text faster than reading every row does. */
export interface SearchIndex {
  /**
   * The ids of all rows that contain the word, ascending.
   *
   * @returns null when the index has no answer; the rows' texts are then compared
   */
  find(word: string, request: RestRequest): Promise<readonly number[] | null>;
}

/** How a word is looked for in a column. */
interface Lookup {
  readonly condition: (column: string, parameter: string) => string;
  readonly pattern: (term: string) => string;
}

interface SearchField {
  readonly prefix: string;
  readonly property: string;
}

const like = (column: string, parameter: string): string =>
  `${column} LIKE :${parameter} ESCAPE '!'`;
const contains: Lookup = { condition: like, pattern: (term) => `%${escapeLike(term)}%` };

/** What the prefix of a declared field means. DRF: SearchFilter.lookup_prefixes. */
const LOOKUPS: Readonly<Record<string, Lookup>> = {
  '': contains,
  '^': { condition: like, pattern: (term) => `${escapeLike(term)}%` },
  '=': { condition: like, pattern: escapeLike },
  '@': {
    condition: (column, parameter) => `MATCH (${column}) AGAINST (:${parameter})`,
    pattern: (term) => term,
  },
  $: {
    condition: (column, parameter) => `${column} REGEXP :${parameter}`,
    pattern: (term) => term,
  },
};

/** The property in a declared field such as `^title`. */
type SearchedProperty<Field extends string> = Field extends `${'^' | '=' | '@' | '$'}${infer Path}`
  ? FirstOf<Path>
  : FirstOf<Field>;

/** Rows that are looked up by their ids. */
const FEW = 500;
/** Most rows that are told to the database by their ids. */
const MOST_LISTED = 10_000;

/** Longest text that is searched for: every character of it costs time for every row. */
const MOST_CHARACTERS = 200;

/**
 * `?search=words`: every word must occur in at least one of the fields, upper and lower case alike.
 * A field's prefix says how: none = contains, `^` starts with, `=` equals, `@` full-text, `$`
 * regular expression.
 *
 * DRF: rest_framework.filters.SearchFilter.
 */
export class SearchFilter<const Field extends string = string> implements FilterBackend<
  SearchedProperty<Field>
> {
  private readonly fields: SearchField[];

  private readonly parameter: string;

  /**
   * @param fields properties of the entity or paths such as `shelf.name` with their prefixes, e.g.
   *   `['name', '^sn']`
   * @param options.parameter name of the query parameter; default: `search`
   */
  constructor(
    fields: readonly Field[],
    private readonly index?: SearchIndex,
    { parameter = 'search' }: { readonly parameter?: string } = {},
  ) {
    this.parameter = parameter;
    this.fields = fields.map((declared) => {
      const prefix = LOOKUPS[declared[0]!] ? declared[0]! : '';
      return { prefix, property: declared.slice(prefix.length) };
    });
  }

  async apply(query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest): Promise<void> {
    const text = request.query.get(this.parameter);
    if ((text ?? '').length > MOST_CHARACTERS) {
      throw new ValidationError({
        [this.parameter]: [message('CharField.max_length', { max_length: MOST_CHARACTERS })],
      });
    }
    const hasExpressions = this.fields.some(({ prefix }) => prefix === '$');
    const isAlone = query.expressionMap.wheres.length === 0;
    const terms = searchTerms(text);
    const compared = new Set(terms);
    let ids: readonly number[] | null = null;
    for (const term of terms) {
      if (hasExpressions) await checkRegexp(query.dataSource, this.parameter, term);
      const found = await this.index?.find(term, request);
      if (!found) continue;
      ids = ids ? intersection(ids, found) : found;
      compared.delete(term);
    }
    const isKnown = ids !== null && compared.size === 0;
    // A page of very many is found by comparing a few rows; to tell their ids would cost more.
    const isListed = ids !== null && ids.length <= MOST_LISTED;
    // Many rows are cheaper to leave out than to look up one by one; the sum keeps the database from
    // doing that, so that it goes through them in the order of the list, or by another filter.
    const column = ids && ids.length > FEW ? `${query.alias}.id + 0` : `${query.alias}.id`;
    if (ids?.length === 0) query.andWhere('1 = 0');
    else if (isListed) query.andWhere(`${column} IN (:...searchFound)`, { searchFound: ids });
    terms.forEach((term, position) => {
      if (!isListed || compared.has(term)) query.andWhere(this.anyField(query, term, position));
    });
    if (ids && isAlone && isKnown) rememberRows(query, ids);
  }

  get control(): FilterControl {
    return { kind: 'search', parameter: this.parameter };
  }

  properties(): readonly SearchedProperty<Field>[] {
    return this.fields.map(({ property }) => property as SearchedProperty<Field>);
  }

  parameters(): QueryParameter[] {
    return [
      {
        name: this.parameter,
        description: message({
          en: 'Words that must all occur, separated by blanks or commas; a phrase stands between quotes.',
          'zh-hans': '须全部出现的词，以空格或逗号分隔；短语用引号括起。',
        }),
        schema: { type: 'string' },
      },
    ];
  }

  private anyField(
    query: SelectQueryBuilder<ObjectLiteral>,
    term: string,
    position: number,
  ): Brackets {
    const { hasFullText } = dialectOf(query.dataSource);
    return new Brackets((where) => {
      this.fields.forEach(({ prefix, property }, index) => {
        const { condition, pattern } = prefix === '@' && !hasFullText ? contains : LOOKUPS[prefix]!;
        const parameter = `${this.parameter}${position}_${index}`;
        const matches = conditionOn(query, property, (column) => condition(column, parameter));
        where.orWhere(matches, {
          [parameter]: pattern(term),
        });
      });
    });
  }
}

function intersection(some: readonly number[], others: readonly number[]): readonly number[] {
  const wanted = new Set(others);
  return some.filter((id) => wanted.has(id));
}
