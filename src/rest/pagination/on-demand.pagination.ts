import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { RestRequest } from '../request.js';
import type { Schema } from '../serializers/output/fields.js';
import { loadRows } from '../serializers/output/load.js';
import type { Serializer } from '../serializers/output/serializer.js';
import type { PageLinks } from './page-links.js';
import { Pagination, type Page, type QueryParameter } from './pagination.js';

/** Rows that are sent at once to who asks for no pages. */
const MOST = 1000;

/**
 * Pages for clients that ask for them by one of their parameters; all others get the list as one bare
 * array, as they did before there were pages: all of it, or its first thousand rows.
 *
 * DRF: a `paginate_queryset` that returns None
 */
export class OnDemandPagination extends Pagination {
  /** @param pages how the list is cut for those who ask */
  constructor(private readonly pages: Pagination) {
    super();
  }

  override async page(
    query: SelectQueryBuilder<ObjectLiteral>,
    serializer: Serializer,
    request: RestRequest,
  ): Promise<Page> {
    if (this.isAsked(request)) return this.pages.page(query, serializer, request);
    const rows = await loadRows(query.clone().limit(MOST), serializer);
    return { rows, envelope: (results) => results };
  }

  override links(answer: unknown, request: RestRequest): PageLinks | null {
    return this.isAsked(request) ? this.pages.links(answer, request) : null;
  }

  override schema(items: Schema): Schema {
    return { anyOf: [{ type: 'array', items }, this.pages.schema(items)] };
  }

  override parameters(): QueryParameter[] {
    return this.pages.parameters();
  }

  private isAsked({ query }: RestRequest): boolean {
    return this.parameters().some(({ name }) => query.has(name));
  }
}
