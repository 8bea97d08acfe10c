import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { NotFound } from '../exceptions.js';
import { message } from '../i18n/messages.js';
import type { RestRequest } from '../request.js';
import type { Schema } from '../serializers/output/fields.js';
import type { Serializer } from '../serializers/output/serializer.js';
import { linkWith } from './links.js';
import { linksOf, numberedPages, type PageLinks } from './page-links.js';
import {
  countIn,
  countRows,
  countUpTo,
  envelopeSchema,
  loadSlice,
  Pagination,
  positiveInt,
  sizeParameter,
  type Page,
  type QueryParameter,
} from './pagination.js';

export interface PageNumberOptions {
  readonly pageSize: number;
  readonly maxPageSize?: number;
  /** Name of the parameter that sets the size of a page; null: the client has no say. */
  readonly pageSizeParameter?: string | null;
  readonly pageParameter?: string;
  /**
   * Counting stops there: a longer list answers with that number and `count_is_exact: false`, and
   * has pages up to it. Default: every row is counted.
   *
   * DJANGO: ModelAdmin.show_full_result_count
   */
  readonly countAtMost?: number;
}

/** A page of those that are numbered, with how many rows and pages there are. */
export interface NumberedPage extends Page {
  readonly count: number;
  readonly pages: number;
}

/**
 * `?page=2&page_size=12`. DRF: rest_framework.pagination.PageNumberPagination.
 */
export class PageNumberPagination extends Pagination {
  private readonly pageParameter: string;
  private readonly pageSizeParameter: string | null;

  constructor(private readonly options: PageNumberOptions) {
    super();
    this.pageParameter = options.pageParameter ?? 'page';
    this.pageSizeParameter = options.pageSizeParameter ?? null;
  }

  override async page(
    query: SelectQueryBuilder<ObjectLiteral>,
    serializer: Serializer,
    request: RestRequest,
  ): Promise<NumberedPage> {
    const size = this.pageSize(request);
    const asked = request.query.get(this.pageParameter) || '1';
    const first = positiveInt(asked) ?? 1;
    const { countAtMost } = this.options;
    const [found, rowsAsked] = await Promise.all([
      countAtMost === undefined ? countRows(query, request) : countUpTo(query, countAtMost + 1),
      loadSlice(query, serializer, (Math.min(first, 1e9) - 1) * size, size),
    ]);
    const isExact = countAtMost === undefined || found <= countAtMost;
    const count = isExact ? found : countAtMost;
    const pages = Math.max(1, Math.ceil(count / size));
    const number = asked === 'last' ? pages : positiveInt(asked);
    if (number === null || number > pages) throw new NotFound(message('invalid_page'));
    const rows =
      number === first ? rowsAsked : await loadSlice(query, serializer, (number - 1) * size, size);
    return {
      rows,
      count,
      pages,
      envelope: (results) => ({
        count,
        ...(!isExact && { count_is_exact: false }),
        next: number < pages ? this.link(request, number + 1) : null,
        previous: number > 1 ? this.link(request, number - 1) : null,
        results,
      }),
    };
  }

  override links(answer: unknown, request: RestRequest): PageLinks | null {
    const links = linksOf(answer);
    if (!links) return null;
    const last = Math.ceil(countIn(answer) / this.pageSize(request));
    const asked = request.query.get(this.pageParameter) || '1';
    const current = asked === 'last' ? last : (positiveInt(asked) ?? 1);
    return { ...links, numbers: numberedPages(current, last, (page) => this.link(request, page)) };
  }

  override schema(items: Schema): Schema {
    return envelopeSchema(items);
  }

  override parameters(): QueryParameter[] {
    const { pageSize, maxPageSize } = this.options;
    const parameters: QueryParameter[] = [
      {
        name: this.pageParameter,
        description: message({
          en: 'Number of the page, from 1, or `last`.',
          'zh-hans': '页码，从 1 开始，或 `last`。',
        }),
        schema: {
          anyOf: [
            { type: 'integer', minimum: 1 },
            { type: 'string', const: 'last' },
          ],
          default: 1,
        },
      },
    ];
    if (this.pageSizeParameter) {
      parameters.push(sizeParameter(this.pageSizeParameter, pageSize, maxPageSize));
    }
    return parameters;
  }

  private link(request: RestRequest, page: number): string {
    return linkWith(request, this.pageParameter, page === 1 ? null : String(page));
  }

  private pageSize(request: RestRequest): number {
    const { pageSize, maxPageSize } = this.options;
    if (!this.pageSizeParameter) return pageSize;
    return positiveInt(request.query.get(this.pageSizeParameter), maxPageSize) ?? pageSize;
  }
}
