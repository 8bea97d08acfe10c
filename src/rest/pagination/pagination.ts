import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { FilterRelation } from '../filters/filter-set.js';
import { knownRows } from '../filters/known-rows.js';
import { message, type Text } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';
import type { Row, Schema } from '../serializers/output/fields.js';
import type { Serializer } from '../serializers/output/serializer.js';
import { parseInteger } from '../serializers/input/python.js';
import { loadRows } from '../serializers/output/load.js';
import { linksOf, type PageLinks } from './page-links.js';

const MOST_ROWS = {
  en: 'Rows per page; more than {most} is cut to it.',
  'zh-hans': '每页条数，最多 {most}。',
};
const ROWS = { en: 'Rows per page.', 'zh-hans': '每页条数。' };

/** The parameter by which clients choose how long a page is. */
export function sizeParameter(
  name: string,
  pageSize: number,
  most: number | undefined,
): QueryParameter {
  return {
    name,
    description: most === undefined ? message(ROWS) : message(MOST_ROWS, { most }),
    schema: { type: 'integer', default: pageSize },
  };
}

/** A query parameter as the documentation shows it. */
export interface QueryParameter {
  readonly name: string;
  readonly description: Text;
  readonly schema: Schema;
  /** The rows that its value is one of. */
  readonly relation?: FilterRelation;
}

/** One page of rows with the function that wraps their JSON into the envelope. */
export interface Page {
  readonly rows: Row[];
  envelope(results: Row[]): unknown;
}

/**
 * Cuts a list into pages. DRF: rest_framework.pagination.BasePagination.
 */
export abstract class Pagination {
  /**
   * @param query the filtered, ordered list
   * @throws NotFound for a page that does not exist
   */
  abstract page(
    query: SelectQueryBuilder<ObjectLiteral>,
    serializer: Serializer,
    request: RestRequest,
  ): Promise<Page>;

  /** JSON Schema of the envelope around a list of items. */
  abstract schema(items: Schema): Schema;

  /** The query parameters it reads. */
  abstract parameters(): QueryParameter[];

  /**
   * The pages around an answer, for people; null when it is the only one.
   *
   * DRF: BasePagination.get_html_context
   */
  links(answer: unknown, _request: RestRequest): PageLinks | null {
    return linksOf(answer);
  }
}

/**
 * The number of rows of a list. Where the viewset's responses are kept, so is the number: on a
 * large table counting costs more than reading the page.
 */
export async function countRows(
  query: SelectQueryBuilder<ObjectLiteral>,
  request: RestRequest,
): Promise<number> {
  const ids = knownRows(query);
  if (ids) return ids.length;
  const count = query.clone().orderBy().select('COUNT(*)', 'count');
  const run = async (): Promise<number> =>
    Number((await count.getRawOne<{ count: string | number }>())!.count);
  const { cache } = request.policy;
  if (!cache || cache.private) return run();
  const [sql, parameters] = count.getQueryAndParameters();
  return request.rest.cache.memoise(cache.tags, `${sql} ${JSON.stringify(parameters)}`, run);
}

/** The number of rows of a list, as far as it does not go beyond a limit. */
export async function countUpTo(
  query: SelectQueryBuilder<ObjectLiteral>,
  most: number,
): Promise<number> {
  const ids = knownRows(query);
  if (ids) return Math.min(ids.length, most);
  const some = query.clone().orderBy().select('1', 'one').limit(most);
  const [sql, parameters] = some.getQueryAndParameters();
  const [row] = await query.dataSource.manager.query<{ count: string | number }[]>(
    `SELECT COUNT(*) AS count FROM (${sql}) AS some`,
    parameters,
  );
  return Number(row!.count);
}

/** Loads the rows `offset` to `offset + limit` of a list. */
export function loadSlice(
  query: SelectQueryBuilder<ObjectLiteral>,
  serializer: Serializer,
  offset: number,
  limit: number,
): Promise<Row[]> {
  const ids = knownRows(query);
  if (!ids || !isOrderedById(query)) {
    return loadRows(query.clone().offset(offset).limit(limit), serializer);
  }
  const page = ids.slice(offset, offset + limit);
  if (page.length === 0) return Promise.resolve([]);
  return loadRows(query.clone().where(`${query.alias}.id IN (:...page)`, { page }), serializer);
}

function isOrderedById(query: SelectQueryBuilder<ObjectLiteral>): boolean {
  const orders = Object.entries(query.expressionMap.orderBys);
  return orders.length === 1 && orders[0]![0] === `${query.alias}.id` && orders[0]![1] === 'ASC';
}

/** The number of rows that an envelope tells. */
export function countIn(answer: unknown): number {
  const { count } = answer as { count?: unknown };
  return typeof count === 'number' ? count : 0;
}

/** JSON Schema of DRF's usual envelope. */
export function envelopeSchema(items: Schema): Schema {
  const link = { type: ['string', 'null'], format: 'uri' };
  return {
    type: 'object',
    required: ['count', 'next', 'previous', 'results'],
    properties: {
      count: { type: 'integer', examples: [300] },
      next: link,
      previous: link,
      results: { type: 'array', items },
    },
  };
}

/**
 * A positive whole number of a query parameter in any of Python's spellings, cut to a maximum; null
 * when it is none.
 *
 * DRF: rest_framework.pagination._positive_int.
 */
export function positiveInt(text: string | undefined, max?: number, strict = true): number | null {
  const integer = text === undefined ? undefined : parseInteger(text);
  if (integer === undefined || integer < 0n || (strict && integer === 0n)) return null;
  const value = Number(integer);
  return max === undefined ? value : Math.min(value, max);
}
