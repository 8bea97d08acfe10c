import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { RestRequest } from '../request.js';
import type { Schema } from '../serializers/output/fields.js';
import type { Serializer } from '../serializers/output/serializer.js';
import { linkWith } from './links.js';
import {
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

/**
 * `?limit=10&offset=20`. DRF: rest_framework.pagination.LimitOffsetPagination.
 */
export class LimitOffsetPagination extends Pagination {
  constructor(private readonly options: { defaultLimit: number; maxLimit?: number }) {
    super();
  }

  override async page(
    query: SelectQueryBuilder<ObjectLiteral>,
    serializer: Serializer,
    request: RestRequest,
  ): Promise<Page> {
    const { defaultLimit, maxLimit } = this.options;
    const limit = positiveInt(request.query.get('limit'), maxLimit) ?? defaultLimit;
    const offset = positiveInt(request.query.get('offset'), LARGEST_OFFSET, false) ?? 0;
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

  override schema(items: Schema): Schema {
    return envelopeSchema(items);
  }

  override parameters(): QueryParameter[] {
    return [
      {
        name: 'limit',
        description: 'Rows per answer.',
        schema: { type: 'integer', minimum: 1, default: this.options.defaultLimit },
      },
      {
        name: 'offset',
        description: 'Rows to leave out at the start.',
        schema: { type: 'integer', minimum: 0, default: 0 },
      },
    ];
  }

  private link(request: RestRequest, limit: number, offset: number): string {
    const url = linkWith(request, 'offset', offset > 0 ? String(offset) : null);
    const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
    return query.get('limit') === String(limit) ? url : withLimit(url, limit);
  }
}

function withLimit(url: string, limit: number): string {
  const [path, query = ''] = url.split('?');
  const pairs = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('limit='));
  return `${path}?${[...pairs, `limit=${limit}`].sort().join('&')}`;
}
