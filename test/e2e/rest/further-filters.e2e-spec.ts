import { beforeAll, describe, expect, it } from 'vitest';
import {
  CursorPagination,
  dateFilter,
  dateRange,
  dateTimeFilter,
  dateTimeRange,
  FilterSet,
  LimitOffsetPagination,
  modelChoiceFilter,
  modelMultipleChoiceFilter,
  OrderingFilter,
  ReadOnlyViewSet,
  SearchFilter,
  ViewSet,
} from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { Book, Shelf } from '../../support/library/entities.js';
import {
  Label,
  ListEntry,
  ReadingList,
  ReadingListSerializer,
} from '../../support/library/reading-lists.js';
import { BookSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

@ViewSet({
  path: 'lists',
  serializers: ReadingListSerializer,
  authentication: [],
  filters: [
    new FilterSet({
      label: modelMultipleChoiceFilter('labels.id', () => Label),
      slug: modelMultipleChoiceFilter('labels.id', () => Label, { toField: 'slug' }),
      shelf: modelChoiceFilter('shelfId', () => Shelf),
      day: dateFilter('day'),
      ...dateRange('between', 'day'),
    }),
    new SearchFilter(['title', 'shelf.name', 'labels.slug', 'entries.note'], undefined, {
      parameter: 'q',
    }),
    new OrderingFilter({ shelf: 'shelf.name', title: 'title' }, { parameter: 'sort' }),
  ],
})
class Lists extends ReadOnlyViewSet(ReadingList) {}

@ViewSet({
  path: 'loans',
  serializers: BookSerializer,
  authentication: [],
  filters: [
    new FilterSet({
      on: dateFilter('borrowedAt'),
      at: dateTimeFilter('borrowedAt'),
      after: dateFilter('borrowedAt', 'gt'),
      ...dateRange('lent', 'borrowedAt'),
      ...dateTimeRange('moment', 'borrowedAt'),
    }),
  ],
})
class Loans extends ReadOnlyViewSet(Book) {}

@ViewSet({
  path: 'scroll',
  serializers: BookSerializer,
  authentication: [],
  pagination: new CursorPagination({
    pageSize: 2,
    ordering: ['genre', '-borrowedAt', 'copies'],
    pageSizeParameter: 'size',
    maxPageSize: 4,
    cursorParameter: 'from',
  }),
})
class Scroll extends ReadOnlyViewSet(Book) {}

@ViewSet({
  path: 'window',
  serializers: BookSerializer,
  authentication: [],
  pagination: new LimitOffsetPagination({
    defaultLimit: 2,
    limitParameter: 'take',
    offsetParameter: 'skip',
  }),
})
class Window extends ReadOnlyViewSet(Book) {}

const BORROWED = ['2024-05-01T15:59:59Z', '2024-05-01T16:00:00Z', null, '2024-05-02T16:00:00Z'];

describe('filters, searches and orders over relations, dates and rows', () => {
  const app = libraryApp(testSettings(), [Lists, Loans, Scroll, Window], {
    books: Array.from({ length: 12 }, (_, index) => ({
      id: index + 1,
      genre: index % 2 ? ('novel' as const) : ('poetry' as const),
      copies: index % 3,
      borrowedAt: BORROWED[index % 4] ? new Date(BORROWED[index % 4]!) : null,
    })),
  });

  beforeAll(() =>
    app.unitOfWork.run(async ({ manager }) => {
      await manager.insert(Label, [{ slug: 'red' }, { slug: 'blue' }, { slug: 'reddish' }]);
      await manager.insert(ReadingList, [
        { title: 'first', shelfId: 2, day: '2024-01-01' },
        { title: 'second', shelfId: 1, day: '2024-01-02' },
        { title: 'third', day: '2024-01-03' },
      ]);
      const label = (list: number, ids: number[]) =>
        manager.createQueryBuilder().relation(ReadingList, 'labels').of(list).add(ids);
      await label(1, [1, 3]);
      await label(2, [2]);
      await manager.insert(ListEntry, [
        { note: 'red wine', list: 3 },
        { note: 'red ink', list: 3 },
      ]);
    }),
  );

  const found = async (path: string): Promise<number[]> => {
    const { status, json, text } = await app.get(path);
    expect(status, text).toBe(200);
    return json.map(({ id }: { id: number }) => id);
  };

  it.each<[query: string, ids: number[]]>([
    ['q=red', [1, 3]],
    ['q=一号', [2]],
    ['q=blue', [2]],
    ['q=red second', []],
    ['search=blue', [1, 2, 3]],
    ['sort=-title', [3, 2, 1]],
    ['label=1&label=3', [1]],
    ['label=1&label=2', [1, 2]],
    ['label=', [1, 2, 3]],
    ['slug=blue', [2]],
    ['shelf=2', [1]],
    ['day=2024-01-02', [2]],
    ['between_after=2024-01-02', [2, 3]],
    ['between_before=2024-01-02&between_after=2024-01-01', [1, 2]],
  ])('/lists/?%s', async (query, ids) => {
    expect(await found(`/lists/?${query}`)).toEqual(ids);
  });

  it('sorts by a column of a related row, rows without one first', async () => {
    const [none, ...named] = await found('/lists/?sort=shelf');
    expect(none).toBe(3);
    expect(await found('/lists/?sort=-shelf')).toEqual([...named.toReversed(), 3]);
  });

  it.each([
    ['label=99', { label: ['选择一个有效的选项。 99 不在可用的选项中。'] }],
    ['label=x', { label: ['“x”不是一个有效的值'] }],
    ['slug=green', { slug: ['选择一个有效的选项。 green 不在可用的选项中。'] }],
    ['shelf=9', { shelf: ['选择一个有效的选项： 该选择不在可用的选项中。'] }],
    ['shelf=x', { shelf: ['选择一个有效的选项： 该选择不在可用的选项中。'] }],
    [
      'day=2024-13-01&shelf=9',
      {
        day: ['输入一个有效的日期。'],
        shelf: ['选择一个有效的选项： 该选择不在可用的选项中。'],
      },
    ],
  ])('refuses /lists/?%s', async (query, errors) => {
    const { status, json } = await app.get(`/lists/?${query}`);
    expect(status).toBe(400);
    expect(json).toEqual(errors);
  });

  it.each<[query: string, ids: number[]]>([
    ['on=2024-05-01', [1, 5, 9]],
    ['on=2024-05-02', [2, 6, 10]],
    ['after=2024-05-01', [2, 4, 6, 8, 10, 12]],
    ['lent_before=2024-05-02', [1, 2, 5, 6, 9, 10]],
    ['lent_after=2024-05-03', [4, 8, 12]],
    ['at=2024-05-02T00:00', [2, 6, 10]],
    ['at=2024-05-01T16:00:00Z', [2, 6, 10]],
    ['moment_after=2024-05-02T00:00:01', [4, 8, 12]],
    ['moment_before=2024-05-02', [1, 2, 5, 6, 9, 10]],
  ])('/loans/?%s, on the clock of the shop', async (query, ids) => {
    expect(await found(`/loans/?${query}`)).toEqual(ids);
  });

  it('refuses what is no moment', async () => {
    const { status, json } = await app.get('/loans/?at=yesterday', { 'Accept-Language': 'en' });
    expect([status, json]).toEqual([400, { at: ['Enter a valid date/time.'] }]);
  });

  it.each([1, 2, 3, 4, 9])('scrolls by several columns, %i rows at a time', async (size) => {
    const { json: all } = await app.get('/scroll/?size=4');
    expect(all.results).toHaveLength(4);
    const forth: number[] = [];
    let last = '';
    for (let url = `/scroll/?size=${size}`; url;) {
      const { json } = await app.get(url);
      forth.push(...json.results.map(({ id }: { id: number }) => id));
      last = url;
      url = json.next ? new URL(json.next).pathname + new URL(json.next).search : '';
    }
    expect(forth).toHaveLength(12);
    expect(new Set(forth).size).toBe(12);
    const back: number[] = [];
    for (let url = last; url;) {
      const { json } = await app.get(url);
      back.unshift(...json.results.map(({ id }: { id: number }) => id));
      url = json.previous ? new URL(json.previous).pathname + new URL(json.previous).search : '';
    }
    expect(back).toEqual(forth);
    expect(last === `/scroll/?size=${size}` || last.includes('from=')).toBe(true);
  });

  it('takes limit and offset by other names', async () => {
    const { json } = await app.get('/window/?take=3&skip=3&limit=1');
    expect(json.results.map(({ id }: { id: number }) => id)).toEqual([4, 5, 6]);
    expect(json.next).toMatch(/\/window\/\?limit=1&skip=6&take=3$/);
    expect(json.previous).toMatch(/\/window\/\?limit=1&take=3$/);
  });
});
