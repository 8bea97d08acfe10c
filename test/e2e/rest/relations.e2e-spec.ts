import { beforeAll, describe, expect, it } from 'vitest';
import {
  AllowAny,
  CreateModel,
  field,
  GenericViewSet,
  IsAuthenticated,
  IsOwner,
  many,
  ModelViewSet,
  nested,
  OwnedBy,
  ReadOnlyViewSet,
  serializer,
  ViewSet,
} from '../../../src/rest/index.js';
import { book, libraryApp } from '../../support/library/app.js';
import { Book, Shelf } from '../../support/library/entities.js';
import { as, NameAuthentication } from '../../support/library/readers.js';
import { BookSerializer, ShelfInput, ShelfSerializer } from '../../support/library/serializers.js';
import { CharField, PrimaryKeyRelatedField } from '../../../src/rest/serializers/input/index.js';
import { testSettings } from '../../support/settings.js';

const Title = serializer(Book, 'Title', { title: field() });
const FullShelf = serializer(Shelf, 'FullShelf', { id: field(), books: many(Title) });
const Placed = serializer(Book, 'Placed', { title: field(), shelf: nested(FullShelf) });

/** Books, each with its shelf, each with its books. */
@ViewSet({ path: 'placed', serializers: Placed, authentication: [], permissions: [AllowAny] })
class PlacedViewSet extends ReadOnlyViewSet(Book) {}

/** The same, two to-many relations deep. */
@ViewSet({
  path: 'deep',
  serializers: serializer(Shelf, 'Deep', { id: field(), books: many(Placed) }),
  authentication: [],
  permissions: [AllowAny],
})
class DeepViewSet extends ReadOnlyViewSet(Shelf) {}

class OwnBookInput {
  @CharField({ maxLength: 40 }) title!: string;
  @CharField({ maxLength: 13 }) isbn!: string;
  @CharField({ maxLength: 9, default: 'novel' }) genre!: string;
  @PrimaryKeyRelatedField(() => Shelf, { source: 'shelfId' }) shelf!: number;
}

@ViewSet({
  path: 'own',
  serializers: BookSerializer,
  inputs: OwnBookInput,
  authentication: [NameAuthentication],
  permissions: [IsAuthenticated],
})
class OwnViewSet extends OwnedBy(ModelViewSet(Book), 'ownerId') {}

/** Anybody's books are there, but only their owner touches them. */
@ViewSet({
  path: 'guarded',
  serializers: BookSerializer,
  inputs: OwnBookInput,
  authentication: [NameAuthentication],
  permissions: [new IsOwner('ownerId')],
})
class GuardedViewSet extends ModelViewSet(Book) {}

// @ts-expect-error -- Shelf has no such property
@ViewSet({ path: 'typo', serializers: ShelfSerializer, inputs: ShelfInput, lookupField: 'nmae' })
class TypoViewSet extends CreateModel(GenericViewSet(Shelf)) {}
void TypoViewSet;

// @ts-expect-error -- nor this one
void (() => OwnedBy(GenericViewSet(Shelf), 'ownerId'));

describe('relations and owners', () => {
  const app = libraryApp(testSettings(), [PlacedViewSet, DeepViewSet, OwnViewSet, GuardedViewSet], {
    books: [
      { title: '甲', shelfId: 1, ownerId: 1 },
      { title: '乙', shelfId: 1, ownerId: 2 },
      { title: '丙', shelfId: 2, ownerId: 2 },
    ],
  });
  const alice = as('alice');
  const bob = as('bob');
  let ids: number[];
  beforeAll(async () => {
    const books = await app.dataSource.manager.find(Book, { order: { id: 'ASC' } });
    ids = books.map(({ id }) => id);
  });

  it('load to-many relations of joined objects, also where two rows join the same', async () => {
    const { json } = await app.get('/placed/');
    const first = { id: 1, books: [{ title: '甲' }, { title: '乙' }] };
    expect(json).toEqual([
      { title: '甲', shelf: first },
      { title: '乙', shelf: first },
      { title: '丙', shelf: { id: 2, books: [{ title: '丙' }] } },
    ]);
    expect((await app.get('/deep/')).json[1]).toEqual({ id: 2, books: [json[2]] });
  });

  it('cost as many queries for many rows as for few', async () => {
    const cost = async (path: string) => (await app.queries(() => app.get(path))).length;
    expect([await cost('/placed/'), await cost('/deep/')]).toEqual([2, 3]);
    await app.unitOfWork.run(({ manager }) =>
      manager.insert(
        Book,
        Array.from({ length: 40 }, (_, i) => book({ shelfId: 1 + (i % 2) })),
      ),
    );
    expect([await cost('/placed/'), await cost('/deep/')]).toEqual([2, 3]);
  });

  it('show and change only one’s own rows, which new ones are at once', async () => {
    const body = { title: '新', isbn: 'own-1', shelf: 1, owner: 2, ownerId: 2 };
    const created = await app.request('POST', '/own/', { headers: alice, body });
    expect(created.status).toBe(201);
    const { id } = created.json;
    const row = await app.dataSource.manager.findOneByOrFail(Book, { id });
    expect(row.ownerId).toBe(1);
    const seen = async (headers: Record<string, string>) =>
      (await app.get('/own/', headers)).json.map((each: { id: number }) => each.id);
    expect(await seen(alice)).toContain(id);
    expect(await seen(bob)).not.toContain(id);
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await app.request(method, `/own/${id}/`, {
        headers: bob,
        body: method === 'GET' ? undefined : body,
      });
      expect([method, answer.status]).toEqual([method, 404]);
    }
    const moved = { ...body, isbn: 'own-2' };
    await app.request('PUT', `/own/${id}/`, { headers: alice, body: moved });
    expect((await app.dataSource.manager.findOneByOrFail(Book, { id })).ownerId).toBe(1);
  });

  it('refuse those whom an object does not belong to', async () => {
    const ask = async (id: number, headers?: Record<string, string>) =>
      (await app.get(`/guarded/${id}/`, headers)).status;
    expect(await ask(ids[0]!)).toBe(401);
    expect(await ask(ids[0]!, alice)).toBe(200);
    expect(await ask(ids[0]!, bob)).toBe(403);
    expect(await ask(ids[1]!, bob)).toBe(200);
  });
});
