import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { message } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';
import type { Schema } from '../serializers/output/fields.js';
import type { Serializer } from '../serializers/output/serializer.js';
import { linkWith } from './links.js';
import { linksOf, numberedPages, type PageLinks } from './page-links.js';
import {
  countIn,
  countRows,
  envelopeSchema,
  loadSlice,
  Pagination,
  positiveInt,
  type Page,
  type QueryParameter,
} from './pagination.js';

/** Offsets beyond this are beyond every table and every integer column. */
const LARGEST_OFFSET = 2_000_000_000;

export interface LimitOffsetOptions {
  readonly defaultLimit: number;
  readonly maxLimit?: number;
  /** Default: `limit`. DRF: limit_query_param */
  readonly limitParameter?: string;
  /** Default: `offset`. DRF: offset_query_param */
  readonly offsetParameter?: string;
}

/**
 * `?limit=10&offset=20`. DRF: rest_framework.pagination.LimitOffsetPagination.
 */
export class LimitOffsetPagination extends Pagination {
  private readonly limitParameter: string;
  private readonly offsetParameter: string;

  constructor(private readonly options: LimitOffsetOptions) {
    super();
    this.limitParameter = options.limitParameter ?? 'limit';
    this.offsetParameter = options.offsetParameter ?? 'offset';
  }

  override async page(
    query: SelectQueryBuilder<ObjectLiteral>,
    serializer: Serializer,
    request: RestRequest,
  ): Promise<Page> {
    const { limit, offset } = this.slice(request);
    const [count, rows] = await Promise.all([
      countRows(query, request),
      loadSlice(query, serializer, offset, limit),
    ]);
    return {
      rows,
      envelope: (results) => ({
        count,
        next: offset + limit < count ? this.link(request, limit, offset + limit) : null,
        previous: offset > 0 ? this.link(request, limit, offset - limit) : null,
        results,
      }),
    };
  }

  override links(answer: unknown, request: RestRequest): PageLinks | null {
    const links = linksOf(answer);
    if (!links) return null;
    const { limit, offset } = this.slice(request);
    const before = Math.ceil(offset / limit);
    const last = before + Math.ceil((countIn(answer) - offset) / limit);
    const url = (page: number): string =>
      this.link(request, limit, offset + (page - before - 1) * limit);
    return { ...links, numbers: numberedPages(before + 1, last, url) };
  }

  override schema(items: Schema): Schema {
    return envelopeSchema(items);
  }

  override parameters(): QueryParameter[] {
    return [
      {
        name: this.limitParameter,
        description: message({ en: 'Rows per answer.', 'zh-hans': '每次返回的条数。' }),
        schema: { type: 'integer', minimum: 1, default: this.options.defaultLimit },
      },
      {
        name: this.offsetParameter,
        description: message({ en: 'Rows to leave out at the start.', 'zh-hans': '跳过的条数。' }),
        schema: { type: 'integer', minimum: 0, default: 0 },
      },
    ];
  }

  private slice(request: RestRequest): { limit: number; offset: number } {
    const { defaultLimit, maxLimit } = this.options;
    return {
      limit: positiveInt(request.query.get(this.limitParameter), maxLimit) ?? defaultLimit,
      offset: positiveInt(request.query.get(this.offsetParameter), LARGEST_OFFSET, false) ?? 0,
    };
  }

  private link(request: RestRequest, limit: number, offset: number): string {
    const url = linkWith(request, this.offsetParameter, offset > 0 ? String(offset) : null);
    const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
    const isKept = query.get(this.limitParameter) === String(limit);
    return isKept ? url : withLimit(url, this.limitParameter, limit);
  }
}

function withLimit(url: string, name: string, limit: number): string {
  const [path, query = ''] = url.split('?');
  const pairs = query.split('&').filter((pair) => pair !== '' && !pair.startsWith(`${name}=`));
  return `${path}?${[...pairs, `${name}=${limit}`].sort().join('&')}`;
}
