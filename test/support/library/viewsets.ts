import { Brackets, type EntityManager } from 'typeorm';
import {
  AllowAny,
  IsAuthenticated,
  ModelViewSet,
  ViewSet,
  type RestRequest,
} from '../../../src/rest/index.js';
import { Book, Shelf } from './entities.js';
import { OwnerOrReadOnly, NameAuthentication } from './readers.js';
import { BookInput, BookSerializer, ShelfInput, ShelfSerializer } from './serializers.js';

/** A private resource: one's own rows and the public ones of others, which nobody else changes. */
@ViewSet({
  path: 'books',
  description: 'Books of a reader',
  serializers: BookSerializer,
  inputs: BookInput,
  authentication: [NameAuthentication],
  permissions: [IsAuthenticated, OwnerOrReadOnly],
})
export class BookViewSet extends ModelViewSet(Book) {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    return super
      .getQueryset(request, manager)
      .where(
        new Brackets((own) =>
          own
            .where('book.ownerId = :reader', { reader: request.user?.id ?? 0 })
            .orWhere('book.isPublic = :public', { public: true }),
        ),
      );
  }
}

/** A public resource. */
@ViewSet({
  path: 'shelves',
  name: 'Shelf',
  serializers: ShelfSerializer,
  inputs: ShelfInput,
  authentication: [],
  permissions: [AllowAny],
})
export class ShelfViewSet extends ModelViewSet(Shelf) {}
