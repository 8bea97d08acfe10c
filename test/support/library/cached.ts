import type { EntityManager } from 'typeorm';
import {
  IsAuthenticated,
  ModelViewSet,
  NotFound,
  PageNumberPagination,
  ReadOnlyViewSet,
  SearchFilter,
  ViewSet,
  type RestRequest,
} from '../../../src/rest/index.js';
import { Book, Shelf } from './entities.js';
import { NameAuthentication } from './readers.js';
import { BookSerializer, ShelfInput, ShelfSerializer } from './serializers.js';

/** A public resource whose answers are kept until something is written through it. */
@ViewSet({
  path: 'kept',
  serializers: ShelfSerializer,
  inputs: ShelfInput,
  authentication: [],
  pagination: new PageNumberPagination({ pageSize: 10 }),
  filters: [new SearchFilter(['name'])],
  cache: { tags: ['shelves'] },
})
export class KeptViewSet extends ModelViewSet(Shelf) {
  /** How often a list was made. */
  static made = 0;
  /** Runs after the rows are read, before the answer is made of them. */
  static meanwhile: () => Promise<unknown> = async () => {};

  override async list(request: RestRequest): Promise<unknown> {
    KeptViewSet.made += 1;
    const answer = await super.list(request);
    await KeptViewSet.meanwhile();
    return answer;
  }
}

/** Answers that are kept for each user. */
@ViewSet({
  path: 'mine',
  serializers: BookSerializer,
  authentication: [NameAuthentication],
  permissions: [IsAuthenticated],
  cache: { tags: ['books'], private: true },
})
export class MineViewSet extends ReadOnlyViewSet(Book) {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    return super
      .getQueryset(request, manager)
      .where('book.ownerId = :reader', { reader: request.user!.id });
  }
}

/** Fails every other time it is asked. */
@ViewSet({ path: 'moody', serializers: ShelfSerializer, authentication: [], cache: { tags: [] } })
export class MoodyViewSet extends ReadOnlyViewSet(Shelf) {
  static asked = 0;

  override async list(request: RestRequest): Promise<unknown> {
    MoodyViewSet.asked += 1;
    if (MoodyViewSet.asked % 2) throw new NotFound();
    return super.list(request);
  }
}
