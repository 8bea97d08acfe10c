import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  DjangoModelPermissions,
  DjangoModelPermissionsOrAnonReadOnly,
  DjangoObjectPermissions,
  field,
  ModelViewSet,
  many,
  ObjectPermissionsOrAnonReadOnly,
  permitted,
  ReadOnlyViewSet,
  serializer,
  ValidationError,
  ViewSet,
  type ActionsByVerb,
  type RestRequest,
  type RestTransaction,
} from '../../../src/rest/index.js';
import {
  GroupObjectPermission,
  UserObjectPermission,
  UserPermission,
} from '../../../src/users/entities/index.js';
import { StoredPermissions } from '../../../src/users/permissions/stored-permissions.js';
import { PERMISSIONS, seedAccounts } from '../../support/library/accounts.js';
import { book, libraryApp } from '../../support/library/app.js';
import { Book, Shelf } from '../../support/library/entities.js';
import { as, NameAuthentication, READERS } from '../../support/library/readers.js';
import { BookInput, ShelfInput, ShelfSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

const authentication = [NameAuthentication];
const shelves = { serializers: ShelfSerializer, inputs: ShelfInput, authentication };

@ViewSet({ path: 'shelves', ...shelves, permissions: [DjangoModelPermissions] })
class ShelfViewSet extends ModelViewSet(Shelf) {}

@ViewSet({ path: 'open', ...shelves, permissions: [DjangoModelPermissionsOrAnonReadOnly] })
class OpenViewSet extends ModelViewSet(Shelf) {}

class WithView extends DjangoModelPermissions {
  protected override readonly actions: ActionsByVerb = { GET: ['view'] };
}

@ViewSet({ path: 'viewed', ...shelves, permissions: [WithView] })
class ViewedViewSet extends ModelViewSet(Shelf) {}

@ViewSet({ path: 'both', ...shelves, permissions: [DjangoObjectPermissions] })
class BothViewSet extends ModelViewSet(Shelf) {}

class Secret extends DjangoObjectPermissions {
  protected override readonly actions: ActionsByVerb = {
    GET: ['view'],
    PUT: ['change'],
    DELETE: ['delete'],
  };

  override hasPermission(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

@ViewSet({ path: 'secret', ...shelves, permissions: [Secret] })
class SecretViewSet extends ModelViewSet(Shelf) {}

const FlaggedBook = serializer(Book, 'FlaggedBook', {
  id: field(),
  title: field(),
  update: permitted('change'),
  delete: permitted('delete'),
});

/** Whoever adds a book may change it; librarians may delete it. */
@ViewSet({
  path: 'books',
  serializers: FlaggedBook,
  inputs: BookInput,
  authentication,
  permissions: [ObjectPermissionsOrAnonReadOnly],
  grants: { creator: ['change', 'delete'], groups: { librarians: ['delete'] } },
})
class BookViewSet extends ModelViewSet(Book) {
  override async performDestroy(
    object: Book,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await super.performDestroy(object, request, transaction);
    if (object.title === '删不掉') throw ValidationError.nonField('no');
  }
}

@ViewSet({
  path: 'filled',
  serializers: serializer(Shelf, 'Filled', { id: field(), books: many(FlaggedBook) }),
  authentication,
  permissions: [ObjectPermissionsOrAnonReadOnly],
})
class FilledViewSet extends ReadOnlyViewSet(Shelf) {}

const newBook = (isbn: string) => ({ title: `书 ${isbn}`, isbn, shelf: 1 });
const { alice, bob, root } = { alice: as('alice'), bob: as('bob'), root: as('root') };

describe('model and object permissions', () => {
  const app = libraryApp(
    testSettings(),
    [
      ShelfViewSet,
      OpenViewSet,
      ViewedViewSet,
      BothViewSet,
      SecretViewSet,
      BookViewSet,
      FilledViewSet,
    ],
    { providers: PERMISSIONS },
  );
  let permissions: StoredPermissions;
  const holder = { userId: READERS.alice.id };

  beforeAll(async () => {
    await seedAccounts(app, 'librarians');
    permissions = app.nest.get(StoredPermissions);
  });

  beforeEach(() =>
    app.unitOfWork.run(async ({ manager }) => {
      await permissions.leave(manager, READERS.alice.id, 'librarians');
      await permissions.leave(manager, READERS.bob.id, 'librarians');
      await manager.clear(UserPermission);
      await manager.clear(UserObjectPermission);
      await manager.clear(GroupObjectPermission);
    }),
  );

  const allow = (...names: string[]) =>
    app.unitOfWork.run(({ manager }) => permissions.allow(manager, holder, names));
  const grant = (model: string, objectId: number, ...names: string[]) =>
    app.unitOfWork.run(({ manager }) =>
      permissions.grant(manager, holder, names, { model, objectId }),
    );
  let serial = 0;
  const name = () => ({ name: `架 ${(serial += 1)}` });
  const newShelf = async () => {
    const { json } = await app.request('POST', '/shelves/', { headers: root, body: name() });
    return json.id as number;
  };

  describe('for a model', () => {
    const status = async (method: string, path: string, headers?: Record<string, string>) =>
      (await app.request(method, path, { headers, body: method === 'GET' ? undefined : name() }))
        .status;

    it.each([
      ['GET', '/shelves/', null, 200],
      ['POST', '/shelves/', 'library.add_shelf', 201],
      ['PUT', '/shelves/1/', 'library.change_shelf', 200],
      ['PATCH', '/shelves/1/', 'library.change_shelf', 200],
      ['DELETE', '/shelves/:own/', 'library.delete_shelf', 204],
    ])('%s %s needs %s', async (method, path, permission, success) => {
      const url = path.includes(':own') ? `/shelves/${await newShelf()}/` : path;
      expect(await status(method, url)).toBe(401);
      if (permission) {
        const others = ['add', 'change', 'delete', 'view'].map((verb) => `library.${verb}_shelf`);
        await allow(...others.filter((other) => other !== permission), 'library.add_book');
        expect(await status(method, url, alice)).toBe(403);
        await allow(permission);
      }
      expect(await status(method, url, alice)).toBe(success);
    });

    it('lets superusers do everything', async () => {
      expect(await status('PUT', '/shelves/1/', root)).toBe(200);
      expect(await status('DELETE', `/both/${await newShelf()}/`, root)).toBe(204);
    });

    it('lets strangers read where that is declared, and nothing else', async () => {
      expect(await status('GET', '/open/')).toBe(200);
      expect(await status('POST', '/open/')).toBe(401);
      expect(await status('POST', '/open/', alice)).toBe(403);
      await allow('library.add_shelf');
      expect(await status('POST', '/open/', alice)).toBe(201);
    });

    it('asks for what a class of its own says', async () => {
      expect(await status('GET', '/viewed/', alice)).toBe(403);
      await allow('library.view_shelf');
      expect(await status('GET', '/viewed/', alice)).toBe(200);
      expect(await status('POST', '/viewed/', alice)).toBe(405);
    });

    it('counts what the user has through a group, as long as the user is in it', async () => {
      await app.unitOfWork.run(async ({ manager }) => {
        await permissions.allow(manager, { group: 'librarians' }, ['library.add_shelf']);
        await permissions.join(manager, READERS.alice.id, 'librarians');
        await permissions.join(manager, READERS.alice.id, 'librarians');
      });
      expect(await status('POST', '/shelves/', alice)).toBe(201);
      expect(await status('POST', '/shelves/', bob)).toBe(403);
      await app.unitOfWork.run(({ manager }) =>
        permissions.leave(manager, READERS.alice.id, 'librarians'),
      );
      expect(await status('POST', '/shelves/', alice)).toBe(403);
    });

    it('takes permissions away again', async () => {
      await allow('library.add_shelf');
      await app.unitOfWork.run(({ manager }) =>
        permissions.disallow(manager, holder, ['library.add_shelf']),
      );
      expect(await status('POST', '/shelves/', alice)).toBe(403);
    });

    it('tells in OPTIONS only of what the user may do', async () => {
      const actions = async () =>
        (await app.request('OPTIONS', '/shelves/', { headers: alice })).json.actions;
      expect(await actions()).toBeUndefined();
      await allow('library.add_shelf');
      expect(Object.keys(await actions())).toEqual(['POST']);
    });
  });

  describe('for an object', () => {
    it('are needed besides those for the model', async () => {
      const id = await newShelf();
      const change = async () =>
        (await app.request('PUT', `/both/${id}/`, { headers: alice, body: name() })).status;
      await grant('library.shelf', id, 'library.change_shelf');
      expect(await change()).toBe(403);
      await allow('library.change_shelf');
      expect(await change()).toBe(200);
      const target = { model: 'library.shelf', objectId: id };
      await app.unitOfWork.run(({ manager }) =>
        permissions.revoke(manager, holder, ['library.change_shelf'], target),
      );
      expect(await change()).toBe(403);
    });

    it('hide an object from those who may not read it', async () => {
      const id = await newShelf();
      const ask = async (method: string) =>
        (
          await app.request(method, `/secret/${id}/`, {
            headers: alice,
            body: method === 'GET' ? undefined : name(),
          })
        ).status;
      expect([await ask('GET'), await ask('PUT')]).toEqual([404, 404]);
      await grant('library.shelf', id, 'library.view_shelf');
      expect([await ask('GET'), await ask('PUT')]).toEqual([200, 403]);
    });

    it('come with a new row, in one transaction, and go with it', async () => {
      const created = await app.request('POST', '/books/', { headers: alice, body: newBook('1') });
      expect(created.json).toMatchObject({ update: true, delete: true });
      const { id } = created.json;
      const path = `/books/${id}/`;
      expect((await app.request('PATCH', path, { headers: bob, body: {} })).status).toBe(403);
      expect((await app.request('PATCH', path, { headers: alice, body: {} })).status).toBe(200);
      await app.unitOfWork.run(({ manager }) =>
        permissions.join(manager, READERS.bob.id, 'librarians'),
      );
      expect((await app.get(path, bob)).json).toMatchObject({ update: false, delete: true });
      expect((await app.request('DELETE', path, { headers: bob })).status).toBe(204);
      const { manager } = app.dataSource;
      expect(await manager.count(UserObjectPermission)).toBe(0);
      expect(await manager.count(GroupObjectPermission)).toBe(0);
    });

    it('are kept when a row is not deleted after all, and not given when it is not created', async () => {
      const body = { ...newBook('2'), title: '删不掉' };
      const { json } = await app.request('POST', '/books/', { headers: alice, body });
      expect((await app.request('DELETE', `/books/${json.id}/`, { headers: alice })).status).toBe(
        400,
      );
      expect((await app.request('POST', '/books/', { headers: alice, body })).status).toBe(400);
      const kept = await app.dataSource.manager.find(UserObjectPermission);
      expect(kept.map(({ objectId }) => objectId)).toEqual([json.id, json.id]);
    });

    it('of many objects cost as many queries as those of one', async () => {
      const { json: own } = await app.request('POST', '/books/', {
        headers: alice,
        body: newBook('3'),
      });
      const cost = (path: string, headers: Record<string, string>) =>
        app.queries(async () => {
          const { json } = await app.get(path, headers);
          const rows =
            path === '/books/' ? json : json.flatMap((shelf: { books: [] }) => shelf.books);
          const changeable = rows.filter((row: { update: boolean }) => row.update);
          const all = headers === root;
          expect(changeable.map((row: { id: number }) => row.id)).toEqual(
            all ? rows.map((row: { id: number }) => row.id) : headers === alice ? [own.id] : [],
          );
        });
      const few = await cost('/books/', alice);
      const fewNested = await cost('/filled/', alice);
      await app.unitOfWork.run(({ manager }) =>
        manager.insert(
          Book,
          Array.from({ length: 50 }, (_, i) => book({ title: `许多 ${i}`, isbn: `many ${i}` })),
        ),
      );
      expect(await cost('/books/', alice)).toHaveLength(few.length);
      expect(few).toHaveLength(3);
      expect(await cost('/filled/', alice)).toHaveLength(fewNested.length);
      expect(await cost('/books/', root)).toHaveLength(1);
      expect(await cost('/books/', {})).toHaveLength(1);
    });
  });
});
