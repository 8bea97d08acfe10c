import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import {
  objectSchema,
  type NumberedPage,
  PageNumberPagination,
  type RestRequest,
  type Row,
  type Schema,
  type Serializer,
} from '../rest/index.js';

/** A list under a name of its own, whose `count` is the number of pages. */
export class CountedPages extends PageNumberPagination {
  /** @param name of the list in the answer */
  constructor(private readonly name: string) {
    super({ pageSize: 5, pageSizeParameter: 'page_size', maxPageSize: 20 });
  }

  override async page(
    query: SelectQueryBuilder<ObjectLiteral>,
    serializer: Serializer,
    request: RestRequest,
  ): Promise<NumberedPage> {
    const page = await super.page(query, serializer, request);
    return {
      ...page,
      envelope: (results: Row[]) => ({ [this.name]: results, count: page.pages }),
    };
  }

  override schema(items: Schema): Schema {
    return objectSchema({ [this.name]: { type: 'array', items }, count: { type: 'integer' } });
  }
}
