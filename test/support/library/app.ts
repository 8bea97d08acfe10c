import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Settings } from '../../../src/config/settings.js';
import { CoreModule } from '../../../src/core.module.js';
import { createDataSourceOptions } from '../../../src/infrastructure/database/data-source.js';
import { AllowAny, type RestSettings } from '../../../src/rest/index.js';
import { USER_ENTITIES } from '../../../src/users/entities/index.js';
import { testApp, type TestApp } from '../app.js';
import { Book, LIBRARY_ENTITIES as BOOKS, Shelf } from './entities.js';
import { Label, ListEntry, ReadingList } from './reading-lists.js';
import { NameAuthentication, SilentAuthentication } from './readers.js';

const LIBRARY_ENTITIES = [...BOOKS, Label, ReadingList, ListEntry];

@Module({})
class LibraryModule {}

/** A library that declares nothing lets everybody in. */
const PUBLIC: Partial<RestSettings> = {
  defaultAuthentication: [],
  defaultPermissions: [AllowAny],
};

/** The root module of an application of these viewsets, on shelves and books. */
export function libraryModule(
  settings: Settings,
  controllers: Type<unknown>[],
  rest?: Partial<RestSettings>,
  providers: Provider[] = [],
): DynamicModule {
  const models = { library: LIBRARY_ENTITIES, users: USER_ENTITIES };
  return {
    module: LibraryModule,
    imports: [CoreModule.forRoot(settings, models, { ...PUBLIC, ...rest })],
    controllers,
    providers: [NameAuthentication, SilentAuthentication, ...providers],
  };
}

/** Creates the tables of the library. */
export async function createLibraryTables(settings: Settings): Promise<void> {
  const options = await createDataSourceOptions(settings, LIBRARY_ENTITIES);
  const dataSource = await new DataSource(options).initialize();
  await dataSource.synchronize();
  await dataSource.destroy();
}

/**
 * A library served by the given viewsets: two shelves, and the books of `seed`.
 *
 * @param options.rest options of the DRF layer that differ from the usual ones
 * @param options.books rows beyond the defaults of `book`
 * @param options.providers what the viewsets need beyond the library's own
 * @param options.second a further node on the tables of an earlier one
 */
export function libraryApp(
  settings: Settings,
  controllers: Type<unknown>[],
  options: {
    rest?: Partial<RestSettings>;
    books?: readonly Partial<Book>[];
    second?: boolean;
    providers?: Provider[];
  } = {},
): TestApp {
  const root = libraryModule(settings, controllers, options.rest, options.providers);
  if (options.second) return testApp(settings, { root });
  return testApp(settings, {
    root,
    prepare: () => createLibraryTables(settings),
    seed: (app) =>
      app.unitOfWork.run(async ({ manager }) => {
        await manager.insert(Shelf, [{ name: '一号架' }, { name: '二号架' }]);
        const books = options.books ?? [];
        if (books.length > 0) await manager.insert(Book, books.map(book));
      }),
  });
}

let serial = 0;

/** A row of the book table; what is not given is made up. */
export function book(given: Partial<Book> = {}): Partial<Book> {
  serial += 1;
  return {
    ownerId: 1,
    title: `书 ${serial}`,
    isbn: `978${String(serial).padStart(10, '0')}`,
    genre: 'novel',
    copies: 1,
    isPublic: false,
    borrowedAt: null,
    shelfId: 1,
    ...given,
  };
}
