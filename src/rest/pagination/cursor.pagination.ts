import { Brackets, type ObjectLiteral, type SelectQueryBuilder } from 'typeorm';
import { NotFound } from '../exceptions.js';
import { message } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';
import type { Row, Schema } from '../serializers/output/fields.js';
import type { Serializer } from '../serializers/output/serializer.js';
import { loadRows } from '../serializers/output/load.js';
import { linkWith } from './links.js';
import { Pagination, type Page, type QueryParameter } from './pagination.js';

const INVALID_CURSOR = message({ en: 'Invalid cursor', 'zh-hans': '无效游标' });

/** Column types whose values are read as a Date. */
const MOMENTS: ReadonlySet<unknown> = new Set(['datetime', 'timestamp', Date]);

export interface CursorOptions {
  readonly pageSize: number;
  /** A number, text or moment the output serializer shows, `-` for descending, e.g. `-soldCount`. */
  readonly ordering: string;
}

/** Where a page starts: after (or, backwards, before) the row with this value and id. */
interface Position {
  readonly value: string | number | Date | null;
  readonly id: number;
  readonly backwards: boolean;
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
  private readonly property: string;
  private readonly descending: boolean;

  constructor(private readonly options: CursorOptions) {
    super();
    this.descending = options.ordering.startsWith('-');
    this.property = options.ordering.replace(/^-/, '');
  }

  override async page(
    query: SelectQueryBuilder<ObjectLiteral>,
    serializer: Serializer,
    request: RestRequest,
  ): Promise<Page> {
    const position = this.position(query, request);
    const backwards = position?.backwards === true;
    const direction = this.descending !== backwards ? 'DESC' : 'ASC';
    const slice = query.clone();
    const value = `${query.alias}.${this.property}`;
    slice.orderBy(value, direction).addOrderBy(`${query.alias}.id`, direction);
    if (position) slice.andWhere(beyond(position, value, `${query.alias}.id`, direction));
    const found = await loadRows(slice.limit(this.options.pageSize + 1), serializer);
    const hasMore = found.length > this.options.pageSize;
    const rows = found.slice(0, this.options.pageSize);
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
    return [
      {
        name: 'cursor',
        description: 'Opaque position, taken from the `next` and `previous` links.',
        schema: { type: 'string' },
      },
    ];
  }

  /** Where the client is; a position of another kind of values is made up. */
  private position(
    query: SelectQueryBuilder<ObjectLiteral>,
    request: RestRequest,
  ): Position | null {
    const position = decode(request.query.get('cursor'));
    if (!position) return null;
    const { metadata } = query.expressionMap.mainAlias!;
    const column = metadata.findColumnWithPropertyName(this.property);
    if (!column) throw new Error(`${metadata.name} has no column "${this.property}"`);
    const { value } = position;
    const isMoment = MOMENTS.has(column.type);
    const fits = value === null ? column.isNullable : value instanceof Date === isMoment;
    if (!fits) throw new NotFound(INVALID_CURSOR);
    return position;
  }

  private link(request: RestRequest, row: Row | undefined, backwards: boolean): string | null {
    if (!row) return null;
    const position = { value: row[this.property], id: row.id, backwards } as Position;
    return linkWith(request, 'cursor', encode(position));
  }
}

/**
 * Rows after the position. Databases sort rows without a value first when ascending, and last when
 * descending.
 */
function beyond(
  { value, id }: Position,
  column: string,
  idColumn: string,
  direction: 'ASC' | 'DESC',
): Brackets {
  const sign = direction === 'ASC' ? '>' : '<';
  const laterId = `${idColumn} ${sign} :cursorId`;
  return new Brackets((where) => {
    if (value === null) {
      where.where(`${column} IS NULL AND ${laterId}`, { cursorId: id });
      if (direction === 'ASC') where.orWhere(`${column} IS NOT NULL`);
      return;
    }
    where
      .where(`${column} ${sign} :cursorValue`, { cursorValue: value })
      .orWhere(`(${column} = :cursorValue AND ${laterId})`, { cursorId: id });
    if (direction === 'DESC') where.orWhere(`${column} IS NULL`);
  });
}

/** A moment stands as `{ "at": milliseconds }`. */
function encode({ value, id, backwards }: Position): string {
  const plain = value instanceof Date ? { at: value.getTime() } : value;
  return Buffer.from(JSON.stringify([plain, id, backwards ? 1 : 0])).toString('base64url');
}

function decode(cursor: string | undefined): Position | null {
  if (!cursor) return null;
  try {
    const [plain, id, backwards] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    ) as unknown[];
    const value = decodeValue(plain);
    if (value !== undefined && isId(id) && (backwards === 0 || backwards === 1)) {
      return { value, id, backwards: backwards === 1 };
    }
  } catch {
    // Not JSON: as invalid as any other made-up cursor, refused below.
  }
  throw new NotFound(INVALID_CURSOR);
}

function decodeValue(plain: unknown): Position['value'] | undefined {
  if (plain === null || typeof plain === 'string') return plain;
  if (typeof plain === 'number') return Number.isFinite(plain) ? plain : undefined;
  const { at } = plain as { at?: unknown };
  const moment = new Date(Number(at));
  return typeof at === 'number' && !Number.isNaN(moment.getTime()) ? moment : undefined;
}

function isId(id: unknown): id is number {
  return typeof id === 'number' && Number.isSafeInteger(id);
}
