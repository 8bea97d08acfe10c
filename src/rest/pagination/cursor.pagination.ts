import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { NotFound } from '../exceptions.js';
import { message } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';
import type { Row, Schema } from '../serializers/output/fields.js';
import type { Serializer } from '../serializers/output/serializer.js';
import { loadRows } from '../serializers/output/load.js';
import { linkWith } from './links.js';
import {
  Pagination,
  positiveInt,
  type Page,
  sizeParameter,
  type QueryParameter,
} from './pagination.js';

const INVALID_CURSOR = message({ en: 'Invalid cursor', 'zh-hans': '无效游标' });

/** Column types whose values are read as a Date. */
const MOMENTS: ReadonlySet<unknown> = new Set(['datetime', 'timestamp', Date]);

export interface CursorOptions {
  readonly pageSize: number;
  /**
   * Numbers, texts or moments that the output serializer shows, `-` for descending, e.g.
   * `-soldCount` or `['shelfId', '-copies']`.
   */
  readonly ordering: string | readonly string[];
  /** Name of the parameter that sets the size of a page; absent: the client has no say. */
  readonly pageSizeParameter?: string;
  readonly maxPageSize?: number;
  /** Default: `cursor`. DRF: cursor_query_param */
  readonly cursorParameter?: string;
}

type Value = string | number | Date | null;

/** Where a page starts: after (or, backwards, before) the row with these values and id. */
interface Position {
  readonly values: readonly Value[];
  readonly id: number;
  readonly backwards: boolean;
}

/** One column of the order. */
interface Term {
  readonly property: string;
  readonly descending: boolean;
}

/**
 * `?cursor=...`: pages that stay put while rows come and go, at the same cost however deep.
 *
 * Rows with equal values are told apart by id; DRF counts an offset among them instead, which loses
 * rows when one of them goes.
 *
 * DRF: rest_framework.pagination.CursorPagination.
 */
export class CursorPagination extends Pagination {
  private readonly terms: readonly Term[];
  private readonly parameter: string;

  constructor(private readonly options: CursorOptions) {
    super();
    this.parameter = options.cursorParameter ?? 'cursor';
    this.terms = [options.ordering].flat().map((term) => ({
      property: term.replace(/^-/, ''),
      descending: term.startsWith('-'),
    }));
  }

  override async page(
    query: SelectQueryBuilder<ObjectLiteral>,
    serializer: Serializer,
    request: RestRequest,
  ): Promise<Page> {
    const size = this.pageSize(request);
    const position = this.position(query, request);
    const backwards = position?.backwards === true;
    const { metadata } = query.expressionMap.mainAlias!;
    const sorted = this.terms.map(({ property, descending }, index) => ({
      column: `${query.alias}.${property}`,
      direction: descending !== backwards ? ('DESC' as const) : ('ASC' as const),
      value: position?.values[index] ?? null,
      isNullable: metadata.findColumnWithPropertyName(property)?.isNullable ?? false,
    }));
    const id = {
      column: `${query.alias}.id`,
      direction: sorted.at(-1)!.direction,
      value: position?.id ?? null,
      isNullable: false,
    };
    const slice = query.clone().orderBy();
    for (const { column, direction } of [...sorted, id]) slice.addOrderBy(column, direction);
    if (position) slice.andWhere(beyond([...sorted, id]));
    const found = await loadRows(slice.limit(size + 1), serializer);
    const hasMore = found.length > size;
    const rows = found.slice(0, size);
    if (backwards) rows.reverse();
    const hasNext = backwards ? true : hasMore;
    const hasPrevious = backwards ? hasMore : position !== null;
    return {
      rows,
      envelope: (results) => ({
        next: hasNext ? this.link(request, rows.at(-1), false) : null,
        previous: hasPrevious ? this.link(request, rows[0], true) : null,
        results,
      }),
    };
  }

  override schema(items: Schema): Schema {
    const link = { type: ['string', 'null'], format: 'uri' };
    return {
      type: 'object',
      required: ['next', 'previous', 'results'],
      properties: { next: link, previous: link, results: { type: 'array', items } },
    };
  }

  override parameters(): QueryParameter[] {
    const { pageSize, pageSizeParameter, maxPageSize } = this.options;
    const parameters: QueryParameter[] = [
      {
        name: this.parameter,
        description: message({
          en: 'Opaque position, taken from the `next` and `previous` links.',
          'zh-hans': '位置标记，取自 `next` 与 `previous` 链接。',
        }),
        schema: { type: 'string' },
      },
    ];
    if (pageSizeParameter) {
      parameters.push(sizeParameter(pageSizeParameter, pageSize, maxPageSize));
    }
    return parameters;
  }

  private pageSize(request: RestRequest): number {
    const { pageSize, pageSizeParameter, maxPageSize = MAX_PAGE_SIZE } = this.options;
    if (!pageSizeParameter) return pageSize;
    return positiveInt(request.query.get(pageSizeParameter), maxPageSize) ?? pageSize;
  }

  /** Where the client is; a position of another kind of values is made up. */
  private position(
    query: SelectQueryBuilder<ObjectLiteral>,
    request: RestRequest,
  ): Position | null {
    const position = decode(request.query.get(this.parameter), this.terms.length);
    if (!position) return null;
    const { metadata } = query.expressionMap.mainAlias!;
    for (const [index, { property }] of this.terms.entries()) {
      const column = metadata.findColumnWithPropertyName(property);
      if (!column) throw new Error(`${metadata.name} has no column "${property}"`);
      const value = position.values[index]!;
      const isMoment = MOMENTS.has(column.type);
      const fits = value === null ? column.isNullable : value instanceof Date === isMoment;
      if (!fits) throw new NotFound(INVALID_CURSOR);
    }
    return position;
  }

  private link(request: RestRequest, row: Row | undefined, backwards: boolean): string | null {
    if (!row) return null;
    const values = this.terms.map(({ property }) => row[property] as Value);
    const position: Position = { values, id: row.id as number, backwards };
    return linkWith(request, this.parameter, encode(position));
  }
}

/** Larger pages are cut unless the options say otherwise. */
const MAX_PAGE_SIZE = 1000;

interface SortedColumn {
  readonly column: string;
  readonly direction: 'ASC' | 'DESC';
  readonly value: Value;
  readonly isNullable: boolean;
}

/** Rows after those with the values: later in some column, and equal in all before it. */
function beyond(columns: readonly SortedColumn[]): Brackets {
  return new Brackets((where) => {
    columns.forEach((column, index) => {
      const conditions = [
        ...columns.slice(0, index).map((before, i) => equal(before, i)),
        later(column, index),
      ];
      if (conditions.includes(null)) return;
      const parameters = columns
        .slice(0, index + 1)
        .map(({ value }, i) => [`cursor${i}`, value] as const)
        .filter(([, value]) => value !== null);
      where.orWhere(`(${conditions.join(' AND ')})`, Object.fromEntries(parameters));
    });
  });
}

const equal = ({ column, value }: SortedColumn, index: number): string =>
  value === null ? `${column} IS NULL` : `${column} = :cursor${index}`;

/**
 * Databases sort rows without a value first when ascending, and last when descending; null: no row
 * comes later.
 */
function later(sorted: SortedColumn, index: number): string | null {
  const { column, direction, value, isNullable } = sorted;
  if (value === null) return direction === 'ASC' ? `${column} IS NOT NULL` : null;
  if (direction === 'ASC') return `${column} > :cursor${index}`;
  if (!isNullable) return `${column} < :cursor${index}`;
  return `(${column} < :cursor${index} OR ${column} IS NULL)`;
}

/** A moment stands as `{ "at": milliseconds }`; several values are a list. */
function encode({ values, id, backwards }: Position): string {
  const plain = values.map((value) => (value instanceof Date ? { at: value.getTime() } : value));
  const position = [plain.length === 1 ? plain[0] : plain, id, backwards ? 1 : 0];
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

function decode(cursor: string | undefined, terms: number): Position | null {
  if (!cursor) return null;
  try {
    const [plain, id, backwards]: unknown[] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    );
    const values = (terms === 1 ? [plain] : (plain as unknown[])).map(decodeValue);
    const isWhole = values.length === terms && values.every((value) => value !== undefined);
    if (isWhole && isId(id) && (backwards === 0 || backwards === 1)) {
      return { values: values as Value[], id, backwards: backwards === 1 };
    }
  } catch {
    // Not JSON: as invalid as any other made-up cursor, refused below.
  }
  throw new NotFound(INVALID_CURSOR);
}

function decodeValue(plain: unknown): Value | undefined {
  if (plain === null || typeof plain === 'string') return plain;
  if (typeof plain === 'number') return Number.isFinite(plain) ? plain : undefined;
  const { at } = plain as { at?: unknown };
  const moment = new Date(Number(at));
  return typeof at === 'number' && !Number.isNaN(moment.getTime()) ? moment : undefined;
}

function isId(id: unknown): id is number {
  return typeof id === 'number' && Number.isSafeInteger(id);
}
