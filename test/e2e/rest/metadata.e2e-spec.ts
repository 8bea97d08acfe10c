import { describe, expect, it } from 'vitest';
import {
  GenericViewSet,
  IsAdminUser,
  ListModel,
  or,
  ReadOnly,
  ModelViewSet,
  ViewSet,
} from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { Shelf } from '../../support/library/entities.js';
import { as, NameAuthentication } from '../../support/library/readers.js';
import { ShelfInput, ShelfSerializer } from '../../support/library/serializers.js';
import { BookViewSet, ShelfViewSet } from '../../support/library/viewsets.js';
import { testSettings } from '../../support/settings.js';

const FORMATS =
  '"renders":["application/json","text/html"],"parses":["application/json",' +
  '"application/x-www-form-urlencoded","multipart/form-data"]';

/** What a book shows, and what a client may send of it; hidden fields stay hidden. */
const BOOK_FIELDS = (title: string) =>
  `{"id":{"type":"integer","required":false,"read_only":true,"label":"ID"},` +
  `"title":{"type":"string","required":true,"read_only":false,"label":"${title}","max_length":40},` +
  '"isbn":{"type":"string","required":true,"read_only":false,"label":"Isbn","max_length":13},' +
  '"genre":{"type":"choice","required":false,"read_only":false,"label":"Genre","choices":' +
  '[{"value":"novel","display_name":"novel"},{"value":"poetry","display_name":"poetry"},' +
  '{"value":"science","display_name":"science"}]},' +
  '"copies":{"type":"integer","required":false,"read_only":false,"label":"Copies","min_value":0,"max_value":1000},' +
  '"is_public":{"type":"boolean","required":false,"read_only":false,"label":"Is public"},' +
  '"borrowed_at":{"type":"datetime","required":false,"read_only":false,"label":"Borrowed at"},' +
  '"shelf":{"type":"field","required":true,"read_only":false,"label":"Shelf"}}';

@ViewSet({
  path: 'staff-shelves',
  name: 'Staff Shelf',
  serializers: ShelfSerializer,
  inputs: ShelfInput,
  authentication: [NameAuthentication],
  permissions: [or(IsAdminUser, ReadOnly)],
})
class StaffShelfViewSet extends ModelViewSet(Shelf) {}

@ViewSet({ path: 'listed', serializers: ShelfSerializer, inputs: ShelfInput, authentication: [] })
class ListedOnlyView extends ListModel(GenericViewSet(Shelf)) {}

describe('OPTIONS', () => {
  const app = libraryApp(
    testSettings(),
    [BookViewSet, ShelfViewSet, StaffShelfViewSet, ListedOnlyView],
    { books: [{}, { ownerId: 2, isPublic: true }, { ownerId: 2 }] },
  );
  const options = (path: string, headers = {}) => app.request('OPTIONS', path, { headers });

  it('describes a collection with the fields of POST, byte for byte', async () => {
    const { status, text, headers } = await options('/books/', as('alice'));
    expect(status).toBe(200);
    expect(headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect(text).toBe(
      `{"name":"Book List","description":"Books of a reader",${FORMATS},` +
        `"actions":{"POST":${BOOK_FIELDS('书名')}}}`,
    );
  });

  it('describes an object with the fields of PUT, byte for byte', async () => {
    const { status, text, headers } = await options('/books/1/', as('alice'));
    expect(status).toBe(200);
    expect(headers.get('allow')).toBe('GET, PUT, PATCH, DELETE, HEAD, OPTIONS');
    expect(text).toBe(
      `{"name":"Book Instance","description":"Books of a reader",${FORMATS},` +
        `"actions":{"PUT":${BOOK_FIELDS('书名')}}}`,
    );
  });

  it('speaks the language of the client', async () => {
    const english = { ...as('alice'), 'Accept-Language': 'en' };
    const { json } = await options('/books/', english);
    expect(json.actions.POST.title.label).toBe('Title');
  });

  it.each([
    ['that does not exist', '/books/999/'],
    ['that the client may not see', '/books/3/'],
    ['that the client may not change', '/books/2/'],
    ['under an impossible key', '/books/abc/'],
  ])('promises no action on an object %s', async (_why, path) => {
    const { status, text } = await options(path, as('alice'));
    expect([status, text]).toEqual([
      200,
      `{"name":"Book Instance","description":"Books of a reader",${FORMATS}}`,
    ]);
  });

  it('promises only what the client may do', async () => {
    expect((await options('/staff-shelves/')).json).not.toHaveProperty('actions');
    expect((await options('/staff-shelves/', as('alice'))).json).not.toHaveProperty('actions');
    const { json } = await options('/staff-shelves/', as('root'));
    expect(Object.keys(json.actions)).toEqual(['POST']);
    const item = await options('/staff-shelves/1/', as('root'));
    expect(Object.keys(item.json.actions)).toEqual(['PUT']);
  });

  it('promises only what the resource can do', async () => {
    const { json, headers } = await options('/listed/');
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(json).toEqual({
      name: 'Listed Only List',
      description: '',
      renders: ['application/json', 'text/html'],
      parses: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
    });
  });

  it('names a resource as it is told to', async () => {
    expect((await options('/shelves/')).json.name).toBe('Shelf List');
  });
});
