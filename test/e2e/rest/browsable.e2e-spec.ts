import { describe, expect, it } from 'vitest';
import {
  IsAuthenticated,
  ListModel,
  GenericViewSet,
  ViewSet,
  serializer,
  field,
  CreateModel,
  FilterSet,
  message,
  modelChoiceFilter,
  modelMultipleChoiceFilter,
} from '../../../src/rest/index.js';
import {
  CharField,
  ImageInput,
  ListField,
  PrimaryKeyRelatedField,
} from '../../../src/rest/serializers/input/index.js';
import { User } from '../../../src/users/entities/index.js';
import { libraryApp } from '../../support/library/app.js';
import { KeptViewSet } from '../../support/library/cached.js';
import { Book, Shelf } from '../../support/library/entities.js';
import { as, NameAuthentication } from '../../support/library/readers.js';
import { ReadingListViewSet } from '../../support/library/reading-lists.js';
import { ShelfViewSet, BookViewSet } from '../../support/library/viewsets.js';
import { testSettings } from '../../support/settings.js';

const PAGE = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language': 'en',
};
const FORM = { ...PAGE, 'Content-Type': 'application/x-www-form-urlencoded' };

class LoanInput {
  @CharField({ maxLength: 40 }) title!: string;
  @PrimaryKeyRelatedField(() => Shelf, { source: 'shelfId' }) shelf!: number;
  @ListField({ child: new ImageInput({ maxLength: 100 }), required: false }) photos?: unknown[];
}

/** Books to be put on shelves that only some may list. */
@ViewSet({
  path: 'loans',
  description: '出借的书',
  group: {
    name: 'Loans',
    description: message({ en: 'Books that are away.', 'zh-hans': '不在架上的书。' }),
  },
  serializers: serializer(Book, 'Loan', { id: field(), title: field() }),
  inputs: LoanInput,
  authentication: [NameAuthentication],
  permissions: { list: [], default: [IsAuthenticated] },
  filters: [
    new FilterSet({
      shelf: modelChoiceFilter('shelfId', () => Shelf),
      shelves: modelMultipleChoiceFilter('shelfId', () => Shelf),
      owner: modelChoiceFilter('ownerId', () => User),
    }),
  ],
})
class LoanViewSet extends CreateModel(ListModel(GenericViewSet(Book))) {}

describe('a page of the browsable API', () => {
  const app = libraryApp(
    testSettings(),
    [ShelfViewSet, BookViewSet, KeptViewSet, ReadingListViewSet, LoanViewSet],
    {
      books: [{ title: '<i>one</i>' }],
      rest: { titles: { Shelf: message({ en: 'Shelf', 'zh-hans': '书架' }) } },
    },
  );

  it.each([
    ['text/html', '/shelves/', true],
    ['text/html, */*;q=0.1', '/shelves/', true],
    ['*/*', '/shelves/?format=api', true],
    ['application/json, text/html', '/shelves/', false],
    ['application/json, text/plain, */*', '/shelves/', false],
    ['*/*', '/shelves/', false],
    ['text/html, application/json; indent=4', '/shelves/', false],
    ['text/html', '/shelves/?format=json', false],
  ])('for Accept: %s of %s is the answer: %s', async (accept, path, isPage) => {
    const { status, headers } = await app.get(path, { Accept: accept });
    expect([status, headers.get('content-type')]).toEqual([
      200,
      isPage ? 'text/html; charset=utf-8' : 'application/json',
    ]);
    expect(headers.get('vary')).toContain('Accept');
  });

  it('has the status and the headers of the answer, and runs no script but its own', async () => {
    for (const [method, path, status] of [
      ['GET', '/shelves/1/', 200],
      ['GET', '/shelves/99/', 404],
      ['GET', '/loans/', 200],
      ['PATCH', '/loans/', 401],
    ] as const) {
      const json = await app.request(method, path);
      const page = await app.request(method, path, { headers: PAGE });
      expect([path, page.status]).toEqual([path, status]);
      for (const name of ['allow', 'vary', 'www-authenticate']) {
        expect(page.headers.get(name)).toBe(json.headers.get(name));
      }
      const policy = page.headers.get('content-security-policy')!;
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(page.text).not.toMatch(/<script(?! src="\/browsable\/)|<style| style=| on\w+="/);
      expect(page.text).toContain(`HTTP ${status} `);
    }
  });

  it('is never kept, and kept answers are not of it', async () => {
    KeptViewSet.made = 0;
    for (const headers of [PAGE, {}, PAGE, {}, {}]) await app.get('/kept/', headers);
    expect(KeptViewSet.made).toBe(3);
    const page = await app.get('/kept/', PAGE);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('etag')).toBeNull();
    expect((await app.get('/kept/')).headers.get('content-type')).toBe('application/json');
  });

  it('offers forms to those only who may send them', async () => {
    const anonymous = await app.get('/loans/', PAGE);
    expect(anonymous.text).not.toContain('data-form="POST"');
    const alice = await app.get('/loans/', { ...PAGE, ...as('alice') });
    expect(alice.text).toContain('data-form="POST"');
  });

  it('takes all files of a list by one input', async () => {
    const { text } = await app.get('/loans/', { ...PAGE, ...as('alice') });
    const [input] = /<input[^>]*name="photos"[^>]*>/.exec(text) ?? [];
    expect(input).toMatch(/type="file"[^>]* accept="image\/\*" multiple/);
  });

  it('offers the rows of a relation that the client may list', async () => {
    const { text } = await app.get('/loans/', { ...PAGE, ...as('alice') });
    expect(text).toMatch(/<option value="1"[^>]*>\s*一号架\s*<\/option>/);
  });

  it('offers them in its filters too, and keeps what the URL names', async () => {
    const selectIn = async (path: string, headers = {}) =>
      /<select id="filter-shelf"[^]*?<\/select>/.exec(
        (await app.get(path, { ...PAGE, ...headers })).text,
      )?.[0];
    const chosen = await selectIn('/loans/?shelf=2');
    expect(chosen).toMatch(/<option value="1"\s*>\s*一号架/);
    expect(chosen).toMatch(/<option value="2"\s+selected\s*>\s*二号架/);
    const { text } = await app.get('/loans/?shelves=1&shelves=2', PAGE);
    const several = /<select id="filter-shelves"[^]*?<\/select>/.exec(text)?.[0];
    expect(several).toMatch(/ multiple/);
    expect(several?.match(/ selected/g)).toHaveLength(2);
  });

  it('offers nobody rows that they may not list', async () => {
    const { text } = await app.get('/loans/', PAGE);
    expect(text).toMatch(/<input id="filter-owner" type="text"/);
  });

  it('is called as the project says, in the language of the reader', async () => {
    const titleOf = async (path: string, language: string) =>
      /<h1>([^<]*)<\/h1>/.exec(
        (await app.get(path, { ...PAGE, 'Accept-Language': language })).text,
      )?.[1];
    expect(await titleOf('/shelves/', 'en')).toBe('Shelf list');
    expect(await titleOf('/shelves/', 'zh')).toBe('书架列表');
    expect(await titleOf('/shelves/2/', 'zh')).toBe('书架 2');
    expect(await titleOf('/loans/', 'zh')).toBe('Loan List');
  });

  it('says what it is to readers of the project’s language, to others what its chapter is', async () => {
    const text = async (language: string) =>
      (await app.get('/loans/', { ...PAGE, 'Accept-Language': language })).text;
    expect(await text('zh')).toContain('<p class="description">出借的书</p>');
    expect(await text('en')).toContain('<p class="description">Books that are away.</p>');
  });

  it('shows what was sent and what is wrong with it', async () => {
    const headers = { ...FORM, ...as('alice') };
    const body = `title=${'x'.repeat(41)}&shelf=2`;
    const { status, text } = await app.request('POST', '/loans/', { headers, body });
    expect(status).toBe(400);
    expect(text).toContain(`value="${'x'.repeat(41)}"`);
    expect(text).toMatch(/aria-invalid="true"/);
    expect(text).toMatch(/<option value="2"\s+selected/);
  });

  it('escapes what is stored and what is asked', async () => {
    const { text } = await app.get(`/loans/?"><script>x</script>`, PAGE);
    expect(text).toContain('&lt;i&gt;one&lt;/i&gt;');
    expect(text).not.toContain('<i>one');
    expect(text).not.toContain('<script>x');
  });

  it('says what became of a deletion', async () => {
    const made = await app.request('POST', '/kept/', { body: { name: 'gone' } });
    const path = `/kept/${made.json.id}/`;
    const { status, text } = await app.request('DELETE', path, { headers: PAGE });
    expect([status, text.includes('HTTP 204 No Content')]).toEqual([200, true]);
    expect((await app.get(path)).status).toBe(404);
  });

  it('has a form where there is nothing to read', async () => {
    const { status, text } = await app.get('/reading-lists/?format=api');
    expect([status, text.includes('data-form="POST"')]).toEqual([200, true]);
  });

  it('asks as many questions of the database for many rows as for few', async () => {
    const count = async () => (await app.queries(() => app.get('/reading-lists/', PAGE))).length;
    const add = (title: string) => app.request('POST', '/reading-lists/', { body: { title } });
    await add('first');
    const before = await count();
    for (let i = 0; i < 5; i += 1) await add(`list ${i}`);
    expect(await count()).toBe(before);
  });

  it('loads its style and script once and for all', async () => {
    const { text } = await app.get('/', PAGE);
    const urls = [...text.matchAll(/(?:src|href)="(\/browsable\/[^"]+)"/g)].map(([, url]) => url!);
    expect(urls).toHaveLength(2);
    for (const url of urls) {
      const { status, headers } = await app.get(url);
      expect([status, headers.get('cache-control')]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ]);
    }
  });
});

describe('without pages', () => {
  const app = libraryApp(testSettings({ BROWSABLE_API: 'off' }), [ShelfViewSet]);

  it('browsers get JSON', async () => {
    const { status, headers } = await app.get('/shelves/', { Accept: 'text/html' });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    expect((await app.get('/shelves/?format=api')).status).toBe(404);
    expect((await app.request('OPTIONS', '/shelves/')).json.renders).toEqual(['application/json']);
  });
});
