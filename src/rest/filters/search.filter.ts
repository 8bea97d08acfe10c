import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import type { QueryParameter } from '../pagination/pagination.js';
import type { RestRequest } from '../request.js';
import type { FilterBackend } from './filter-backend.js';

/** An index that finds rows by text faster than reading every row does. */
export interface SearchIndex {
  /**
   * Narrows the list to rows that may contain the term; rows it leaves out do not contain it.
   *
   * @param parameter a name for the SQL parameter that nothing else uses
   * @returns true when the rows left contain the term for certain, so that nothing need be read
   */
  narrow(
    query: SelectQueryBuilder<ObjectLiteral>,
    term: string,
    parameter: string,
    request: RestRequest,
  ): Promise<boolean>;
}

type Condition = (column: string, parameter: string, isSqlite: boolean) => string;

interface SearchField {
  readonly property: string;
  readonly condition: Condition;
  readonly pattern: (term: string) => string;
}

/** More words than this are beyond any shopper and only make the query slow. */
const MOST_TERMS = 16;

const like: Condition = (column, parameter) => `${column} LIKE :${parameter} ESCAPE '!'`;
const escapeLike = (term: string): string => term.replace(/[!%_]/g, '!$&');

/** What the prefix of a declared field means. DRF: SearchFilter.lookup_prefixes. */
const PREFIXES: Readonly<Record<string, Omit<SearchField, 'property'>>> = {
  '': { condition: like, pattern: (term) => `%${escapeLike(term)}%` },
  '^': { condition: like, pattern: (term) => `${escapeLike(term)}%` },
  '=': { condition: like, pattern: escapeLike },
  '@': {
    condition: (column, parameter, isSqlite) =>
      isSqlite ? like(column, parameter, true) : `MATCH (${column}) AGAINST (:${parameter})`,
    pattern: (term) => term,
  },
  $: {
    condition: (column, parameter) => `${column} REGEXP :${parameter}`,
    pattern: (term) => term,
  },
};

/**
 * `?search=words`: every word must occur in at least one of the fields, upper and lower case alike.
 * A field's prefix says how: none = contains, `^` starts with, `=` equals, `@` full-text, `$`
 * regular expression.
 *
 * DRF: rest_framework.filters.SearchFilter.
 */
export class SearchFilter implements FilterBackend {
  private readonly fields: SearchField[];

  /** @param fields properties of the entity with their prefixes, e.g. `['name', '^sn']` */
  constructor(
    fields: readonly string[],
    private readonly index?: SearchIndex,
  ) {
    this.fields = fields.map((declared) => {
      const prefix = PREFIXES[declared[0]!] ? declared[0]! : '';
      return { property: declared.slice(prefix.length), ...PREFIXES[prefix]! };
    });
  }

  async apply(query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest): Promise<void> {
    const isSqlite = query.dataSource.driver.options.type === 'better-sqlite3';
    for (const [position, term] of searchTerms(request.query.get('search')).entries()) {
      const found = await this.index?.narrow(query, term, `searchIndex${position}`, request);
      if (!found) query.andWhere(this.anyField(query.alias, term, position, isSqlite));
    }
  }

  parameters(): QueryParameter[] {
    return [
      {
        name: 'search',
        description: 'Words that must all occur, separated by blanks or commas.',
        schema: { type: 'string' },
      },
    ];
  }

  private anyField(alias: string, term: string, position: number, isSqlite: boolean): Brackets {
    return new Brackets((where) => {
      this.fields.forEach(({ property, condition, pattern }, index) => {
        const parameter = `search${position}_${index}`;
        where.orWhere(condition(`${alias}.${property}`, parameter, isSqlite), {
          [parameter]: pattern(term),
        });
      });
    });
  }
}

/** The words of a search parameter. DRF: SearchFilter.get_search_terms. */
export function searchTerms(parameter: string | undefined): string[] {
  const words = (parameter ?? '').replaceAll('\0', '').replaceAll(',', ' ').trim();
  return words === '' ? [] : [...new Set(words.split(/\s+/))].slice(0, MOST_TERMS);
}
