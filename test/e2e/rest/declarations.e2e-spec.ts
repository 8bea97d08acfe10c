import type { Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/application.js';
import {
  AllowAny,
  DjangoModelPermissions,
  field,
  FilterSet,
  IsAuthenticated,
  IsAdminUser,
  many,
  ModelViewSet,
  numberFilter,
  or,
  OrderingFilter,
  Permission,
  permitted,
  ReadOnly,
  ReadOnlyViewSet,
  SearchFilter,
  serializer,
  ViewSet,
  type PermissionLike,
  type RestRequest,
  type RestSettings,
} from '../../../src/rest/index.js';
import { createLibraryTables, libraryModule } from '../../support/library/app.js';
import { Book, Shelf } from '../../support/library/entities.js';
import { OwnerOrReadOnly, NameAuthentication } from '../../support/library/readers.js';
import { BookSerializer, ShelfInput, ShelfSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

const shelf = { serializers: ShelfSerializer, inputs: ShelfInput, permissions: [AllowAny] };
const authentication = [NameAuthentication];

/** Looks for a user in a way of its own. */
class IsBob extends Permission {
  override async hasPermission(request: RestRequest): Promise<boolean> {
    return request.user?.id === 2;
  }
}

class OwnBooks extends ReadOnlyViewSet(Book) {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.where('book.ownerId = :id', { id: request.user!.id });
  }
}

describe('a declaration', () => {
  const settings = testSettings();
  beforeAll(() => createLibraryTables(settings));
  let started: { close(): Promise<void> } | undefined;
  afterEach(async () => {
    await started?.close();
    started = undefined;
  });

  const start = (...controllers: Type<unknown>[]) => startWith({}, controllers);

  async function startWith(
    rest: Partial<RestSettings>,
    controllers: Type<unknown>[],
  ): Promise<string> {
    try {
      started = await createApplication(settings, libraryModule(settings, controllers, rest));
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  it('that cannot be meant stops the start; one message lists all of them', async () => {
    @ViewSet({ path: 'a', ...shelf, authentication: [], permissions: [IsAuthenticated] })
    class LockedViewSet extends ReadOnlyViewSet(Shelf) {}

    @ViewSet({
      path: 'b',
      authentication: [],
      permissions: { retreive: [AllowAny], default: [AllowAny] },
      cache: { tags: [], actions: ['lst'] },
    })
    class MistypedViewSet extends ModelViewSet(Shelf) {}

    const [head, ...lines] = (await start(LockedViewSet, MistypedViewSet)).split('\n');
    expect(head).toBe('viewsets cannot be served as declared:');
    const nobody = 'has permissions that need a user but no authentication: nobody may call it';
    expect(lines.sort()).toEqual([
      `- LockedViewSet (/a/): list ${nobody}`,
      `- LockedViewSet (/a/): retrieve ${nobody}`,
      '- MistypedViewSet (/b/): cache.actions names "lst", which is no action',
      '- MistypedViewSet (/b/): create has no input',
      '- MistypedViewSet (/b/): create has no serializer',
      '- MistypedViewSet (/b/): list has no serializer',
      '- MistypedViewSet (/b/): partialUpdate has no input',
      '- MistypedViewSet (/b/): partialUpdate has no serializer',
      '- MistypedViewSet (/b/): permissions names "retreive", which is no action',
      '- MistypedViewSet (/b/): retrieve has no serializer',
      '- MistypedViewSet (/b/): update has no input',
      '- MistypedViewSet (/b/): update has no serializer',
    ]);
  });

  it('names one of the chapters of the documentation, if the project has any', async () => {
    const books = { name: 'Books' };

    @ViewSet({ path: 'a', ...shelf, group: books })
    class FoundViewSet extends ReadOnlyViewSet(Shelf) {}
    @ViewSet({ path: 'b', ...shelf, group: null })
    class HiddenViewSet extends ReadOnlyViewSet(Shelf) {}
    @ViewSet({ path: 'c', ...shelf })
    class ForgetfulViewSet extends ReadOnlyViewSet(Shelf) {}
    @ViewSet({ path: 'd', ...shelf, group: { name: 'Others' } })
    class OtherViewSet extends ReadOnlyViewSet(Shelf) {}

    const all = [FoundViewSet, HiddenViewSet, ForgetfulViewSet, OtherViewSet];
    const [, ...lines] = (await startWith({ groups: [books] }, all)).split('\n');
    const rest = 'null hides it from the documentation';
    expect(lines).toEqual([
      `- ForgetfulViewSet (/c/): group is missing: name one of the setting groups; ${rest}`,
      `- OtherViewSet (/d/): group "Others" is none of the setting groups; ${rest}`,
    ]);
    expect(await startWith({}, all)).toBe('');
  });

  it.each<[name: string, permission: PermissionLike, refused: string[]]>([
    ['a permission of its own', IsBob, ['list', 'create', 'destroy']],
    ['a composition', or(IsAdminUser, ReadOnly), ['create', 'destroy']],
  ])('of %s that needs a user needs an authentication', async (_, permission, refused) => {
    @ViewSet({ path: 'a', ...shelf, authentication: [], permissions: [permission] })
    class AViewSet extends ModelViewSet(Shelf) {}
    const text = await start(AViewSet);
    for (const action of ['list', 'create', 'destroy']) {
      expect(text.includes(`${action} has permissions that need a user`)).toBe(
        refused.includes(action),
      );
    }
  });

  it('of rows of a user needs an authentication', async () => {
    @ViewSet({
      path: 'own',
      serializers: BookSerializer,
      authentication: [],
      permissions: [AllowAny],
    })
    class OwnViewSet extends OwnBooks {}
    expect(await start(OwnViewSet)).toContain(
      'OwnViewSet (/own/): list has rows of its user but no authentication',
    );
  });

  it('of a shared cache does not go with rows of a user or object permissions', async () => {
    const cache = { tags: ['books'], private: false };
    const common = { serializers: BookSerializer, authentication, cache };
    @ViewSet({ path: 'own', ...common, permissions: [IsAuthenticated] })
    class OwnViewSet extends OwnBooks {}
    @ViewSet({ path: 'others', ...common, permissions: [OwnerOrReadOnly] })
    class OthersViewSet extends ReadOnlyViewSet(Book) {}
    @ViewSet({ path: 'alike', ...common, permissions: [IsAuthenticated] })
    class AlikeViewSet extends ReadOnlyViewSet(Book) {}
    const text = await start(OwnViewSet, OthersViewSet, AlikeViewSet);
    expect(text).toContain(
      'OwnViewSet (/own/): list keeps one answer for everybody but has rows of its user: declare cache.private',
    );
    expect(text).toContain(
      'OthersViewSet (/others/): retrieve keeps one answer for everybody but has object permissions: declare cache.private',
    );
    expect(text).not.toContain('AlikeViewSet');
  });

  it('of permissions that nobody keeps, or of flags that everybody would share, stops the start', async () => {
    const { permissions: _, ...kept } = { ...shelf, authentication };
    const cache = { tags: ['shelves'], private: false };
    @ViewSet({ path: 'a', ...kept, permissions: [or(IsAdminUser, DjangoModelPermissions)] })
    class AViewSet extends ReadOnlyViewSet(Shelf) {}
    @ViewSet({ path: 'b', ...shelf, authentication, grants: { creator: ['change'] } })
    class BViewSet extends ModelViewSet(Shelf) {}
    const serializers = serializer(Shelf, 'Flagged', { id: field(), change: permitted('change') });
    @ViewSet({ path: 'c', ...shelf, serializers, authentication, cache })
    class CViewSet extends ReadOnlyViewSet(Shelf) {}
    const text = await start(AViewSet, BViewSet, CViewSet);
    expect(text).toContain('AViewSet (/a/): DjangoModelPermissions needs a PermissionBackend');
    expect(text).toContain('BViewSet (/b/): grants needs a PermissionBackend');
    expect(text).toContain(
      'CViewSet (/c/): list keeps one answer for everybody but shows what its user may do: declare cache.private',
    );
  });

  it('names columns and relations that there are', async () => {
    const Odd = serializer(Book, 'Odd', {
      id: field(),
      // @ts-expect-error -- a name that the compiler knows to be wrong
      titel: field('titel'),
      // @ts-expect-error
      shelf: many(ShelfSerializer, 'shelv'),
    });
    // @ts-expect-error -- so are these
    @ViewSet({
      path: 'odd',
      serializers: Odd,
      authentication: [],
      permissions: [AllowAny],
      lookupField: 'isbnn',
      ordering: ['-tittle'],
      filters: [
        new FilterSet({ copies: numberFilter('copys') }),
        new SearchFilter(['^title', '=autor']),
        new OrderingFilter({ title: 'name' }),
      ],
    })
    class OddViewSet extends ReadOnlyViewSet(Book) {}
    const text = await start(OddViewSet);
    for (const problem of [
      'lookupField: Book has no column "isbnn"',
      'ordering: Book has no column "tittle"',
      'filters: Book has no column "copys"',
      'filters: Book has no column "autor"',
      'filters: Book has no column "name"',
      'Odd: Book has no relation "shelv"',
    ]) {
      expect(text).toContain(`- OddViewSet (/odd/): ${problem}`);
    }
  });

  it('of an authentication that no module provides stops the start', async () => {
    class Missing extends NameAuthentication {}
    @ViewSet({ path: 'a', ...shelf, authentication: [Missing] })
    class AViewSet extends ReadOnlyViewSet(Shelf) {}
    expect(await start(AViewSet)).toContain('AViewSet (/a/): list: Nest could not find Missing');
  });
});
