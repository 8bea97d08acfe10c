import { describe, expect, it } from 'vitest';
import {
  CursorPagination,
  LimitOffsetPagination,
  PageNumberPagination,
  ReadOnlyViewSet,
  SearchFilter,
  ViewSet,
} from '../../../src/rest/index.js';
import type { TestApp } from '../../support/app.js';
import { book, libraryApp } from '../../support/library/app.js';
import { Book } from '../../support/library/entities.js';
import { BookSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

const books = { serializers: BookSerializer, authentication: [] };

@ViewSet({
  path: 'limited',
  ...books,
  pagination: new LimitOffsetPagination({ defaultLimit: 4, maxLimit: 6 }),
  filters: [new SearchFilter(['title'])],
})
class LimitedViewSet extends ReadOnlyViewSet(Book) {}

@ViewSet({
  path: 'fixed',
  ...books,
  pagination: new PageNumberPagination({ pageSize: 3, pageParameter: 'p' }),
})
class FixedViewSet extends ReadOnlyViewSet(Book) {}

@ViewSet({
  path: 'scroll',
  ...books,
  pagination: new CursorPagination({ pageSize: 3, ordering: '-copies' }),
  filters: [new SearchFilter(['title'])],
})
class ScrollViewSet extends ReadOnlyViewSet(Book) {}

@ViewSet({
  path: 'scroll-by-title',
  ...books,
  pagination: new CursorPagination({ pageSize: 3, ordering: 'title' }),
})
class ScrollByTitleViewSet extends ReadOnlyViewSet(Book) {}

@ViewSet({
  path: 'scroll-by-loan',
  ...books,
  pagination: new CursorPagination({ pageSize: 3, ordering: 'borrowedAt' }),
})
class ScrollByLoanViewSet extends ReadOnlyViewSet(Book) {}

@ViewSet({
  path: 'scroll-back-by-loan',
  ...books,
  pagination: new CursorPagination({ pageSize: 3, ordering: '-borrowedAt' }),
})
class ScrollBackByLoanViewSet extends ReadOnlyViewSet(Book) {}

const VIEWSETS = [
  LimitedViewSet,
  FixedViewSet,
  ScrollViewSet,
  ScrollByTitleViewSet,
  ScrollByLoanViewSet,
  ScrollBackByLoanViewSet,
];
const ten = (copies: (number: number) => number = () => 1) =>
  Array.from({ length: 10 }, (_, index) => ({
    title: `T${String(index + 1).padStart(2, '0')}`,
    copies: copies(index + 1),
  }));
const ids = ({ results }: { results: { id: number }[] }) => results.map(({ id }) => id);

describe('limit and offset', () => {
  const app = libraryApp(testSettings(), VIEWSETS, { books: ten() });

  it.each([
    // query, ids, query of next, query of previous
    ['', [1, 2, 3, 4], '?limit=4&offset=4', null],
    ['?limit=3', [1, 2, 3], '?limit=3&offset=3', null],
    ['?limit=3&offset=3', [4, 5, 6], '?limit=3&offset=6', '?limit=3'],
    ['?limit=3&offset=2', [3, 4, 5], '?limit=3&offset=5', '?limit=3'],
    ['?limit=3&offset=9', [10], null, '?limit=3&offset=6'],
    ['?limit=100', [1, 2, 3, 4, 5, 6], '?limit=6&offset=6', null],
    ['?limit=0', [1, 2, 3, 4], '?limit=4&offset=4', null],
    ['?limit=abc', [1, 2, 3, 4], '?limit=4&offset=4', null],
    ['?limit=-1', [1, 2, 3, 4], '?limit=4&offset=4', null],
    ['?offset=abc', [1, 2, 3, 4], '?limit=4&offset=4', null],
    ['?offset=-5', [1, 2, 3, 4], '?limit=4&offset=4', null],
    ['?offset=10', [], null, '?limit=4&offset=6'],
    ['?offset=99999999999999999999', [], null, '?limit=4&offset=1999999996'],
    ['?limit=2&search=T1', [10], null, null],
    ['?a=%E4%B8%AD&limit=1&search=T0', [1], '?a=%E4%B8%AD&limit=1&offset=1&search=T0', null],
    ['?z=1&a=2', [1, 2, 3, 4], '?a=2&limit=4&offset=4&z=1', null],
  ])('%s', async (query, expected, next, previous) => {
    const { status, json } = await app.get(`/limited/${query}`);
    expect(status).toBe(200);
    expect(ids(json)).toEqual(expected);
    const link = (text: string | null) => (text === null ? null : `${app.url}/limited/${text}`);
    expect([json.next, json.previous]).toEqual([link(next), link(previous)]);
    expect(Object.keys(json)).toEqual(['count', 'next', 'previous', 'results']);
  });

  it('count all rows that pass the filters', async () => {
    expect((await app.get('/limited/?offset=8')).json.count).toBe(10);
    expect((await app.get('/limited/?search=T0&limit=1')).json.count).toBe(9);
  });
});

describe('page numbers', () => {
  const app = libraryApp(testSettings(), VIEWSETS, { books: ten() });

  it('have a size of their own where the client has no say', async () => {
    const { json } = await app.get('/fixed/?page_size=9&p=2');
    expect(ids(json)).toEqual([4, 5, 6]);
    expect(json.next).toBe(`${app.url}/fixed/?p=3&page_size=9`);
    expect(json.previous).toBe(`${app.url}/fixed/?page_size=9`);
  });
});

/** All pages from this one on, each as the list of its ids. */
async function scroll(
  app: TestApp,
  from: string,
  direction: 'next' | 'previous' = 'next',
): Promise<number[][]> {
  const pages: number[][] = [];
  let path: string | null = from;
  while (path) {
    const { status, json } = await app.get(path);
    expect(status).toBe(200);
    pages.push(ids(json));
    path = json[direction] && json[direction].replace(app.url, '');
  }
  return pages;
}

describe('a cursor', () => {
  /** 4 3 2 1 0 4 3 2 1 0: two rows each are equal. */
  const app = libraryApp(testSettings(), VIEWSETS, { books: ten((number) => (10 - number) % 5) });
  const WHOLE = [[6, 1, 7], [2, 8, 3], [9, 4, 10], [5]];

  it('walks forwards over all rows, equal ones in the order of their ids', async () => {
    expect(await scroll(app, '/scroll/')).toEqual(WHOLE);
  });

  it('walks over texts', async () => {
    expect(await scroll(app, '/scroll-by-title/')).toEqual([[1, 2, 3], [4, 5, 6], [7, 8, 9], [10]]);
  });

  it('walks back over the same pages', async () => {
    let { json } = await app.get('/scroll/');
    expect(json.previous).toBeNull();
    while (json.next) json = (await app.get(json.next.replace(app.url, ''))).json;
    const back = await scroll(app, json.previous.replace(app.url, ''), 'previous');
    expect(back).toEqual(WHOLE.slice(0, -1).toReversed());
  });

  it('returns to the page it came from', async () => {
    const first = (await app.get('/scroll/')).json;
    const second = (await app.get(first.next.replace(app.url, ''))).json;
    const again = (await app.get(second.previous.replace(app.url, ''))).json;
    expect(again.results).toEqual(first.results);
    expect(again.previous).toBeNull();
    expect((await app.get(again.next.replace(app.url, ''))).json.results).toEqual(second.results);
  });

  it('answers an envelope without a count', async () => {
    const { json } = await app.get('/scroll/');
    expect(Object.keys(json)).toEqual(['next', 'previous', 'results']);
  });

  it('keeps the other parameters in its links', async () => {
    const { json } = await app.get('/scroll/?z=1&search=T0');
    expect(json.next).toMatch(new RegExp(`^${app.url}/scroll/\\?cursor=[\\w%-]+&search=T0&z=1$`));
    const { json: second } = await app.get(json.next.replace(app.url, ''));
    expect(second.previous).toMatch(/\?cursor=[\w%-]+&search=T0&z=1$/);
  });

  it('is of use for an empty list', async () => {
    const { text } = await app.get('/scroll/?search=nothing');
    expect(text).toBe('{"next":null,"previous":null,"results":[]}');
  });

  it.each([
    'abc',
    '%00',
    '{}',
    encode('[]'),
    encode('[1]'),
    encode('[1,2,3]'),
    encode('[null,1,0]'),
    encode('[{"a":1},1,0]'),
    encode('[1,"x",0]'),
    encode('[1,1.5,0]'),
    encode('null'),
    'x'.repeat(2000),
  ])('is refused when it is made up: %s', async (cursor) => {
    const path = `/scroll/?cursor=${encodeURIComponent(cursor)}`;
    const chinese = await app.get(path);
    expect([chinese.status, chinese.text]).toEqual([404, '{"detail":"无效游标"}']);
    const english = await app.get(path, { 'Accept-Language': 'en' });
    expect(english.text).toBe('{"detail":"Invalid cursor"}');
  });

  it.each([encode('["x",1,0]'), encode('[1e300,1,0]'), encode('[1,-9007199254740991,1]')])(
    'with strange values is no error of ours: %s',
    async (cursor) => {
      expect((await app.get(`/scroll/?cursor=${cursor}`)).status).toBeLessThan(500);
    },
  );
});

describe('a cursor over a column that may be empty', () => {
  /** Every third book is in the library; the others were lent on two days. */
  const lent = (number: number) =>
    number % 3 === 0 ? null : new Date(`2024-05-0${1 + (number % 2)}T10:00:00Z`);
  const app = libraryApp(testSettings(), VIEWSETS, {
    books: ten().map((given, index) => ({ ...given, borrowedAt: lent(index + 1) })),
  });

  it.each([
    ['/scroll-by-loan/', [[3, 6, 9], [2, 4, 8], [10, 1, 5], [7]]],
    ['/scroll-back-by-loan/', [[7, 5, 1], [10, 8, 4], [2, 9, 6], [3]]],
  ])('walks %s forwards and back', async (path, pages) => {
    expect(await scroll(app, path)).toEqual(pages);
    let { json } = await app.get(path);
    while (json.next) json = (await app.get(json.next.replace(app.url, ''))).json;
    const back = await scroll(app, json.previous.replace(app.url, ''), 'previous');
    expect(back).toEqual(pages.slice(0, -1).toReversed());
  });

  it.each(['["2024-05-01",1,0]', '[5,1,0]', '[{"at":"x"},1,0]', '[{"at":1e99},1,0]'])(
    'refuses a position that is none in time: %s',
    async (cursor) => {
      const { status } = await app.get(`/scroll-by-loan/?cursor=${encode(cursor)}`);
      expect(status).toBe(404);
    },
  );
});

function encode(json: string): string {
  return Buffer.from(json).toString('base64url');
}

describe('a cursor while rows come and go', () => {
  const app = libraryApp(testSettings(), VIEWSETS, { books: ten() });

  it('neither repeats nor loses the rows that were there', async () => {
    // All rows are equal in the ordered column: the latest id comes first.
    const seen: number[] = [];
    let path = '/scroll/';
    for (let page = 0; path; page += 1) {
      const { json } = await app.get(path);
      seen.push(...ids(json));
      await app.unitOfWork.run(async ({ manager }) => {
        await manager.insert(Book, book({ title: `new ${page}`, copies: 1 }));
        // The very row that the next page starts after goes as well.
        await manager.delete(Book, json.results.at(-1).id);
      });
      path = json.next ? json.next.replace(app.url, '') : '';
    }
    expect(seen).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });
});
