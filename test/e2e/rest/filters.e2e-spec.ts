import type { Type } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import {
  booleanFilter,
  charFilter,
  choiceFilter,
  FilterSet,
  numberFilter,
  OrderingFilter,
  ReadOnlyViewSet,
  SearchFilter,
  ViewSet,
  type FilterBackend,
} from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { Book, GENRES } from '../../support/library/entities.js';
import { BookSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

/** A public list of books with one filter backend. */
function books(path: string, filter: FilterBackend): Type<unknown> {
  @ViewSet({ path, serializers: BookSerializer, authentication: [], filters: [filter] })
  class FilteredViewSet extends ReadOnlyViewSet(Book) {}
  return FilteredViewSet;
}

const BOOKS = [
  { id: 1, title: 'Red Sails', isbn: '9780000000017', copies: 1, genre: 'novel' },
  { id: 2, title: 'red moon', isbn: '9780000000024', copies: 2, genre: 'novel' },
  { id: 3, title: 'Infrared', isbn: '9780000000031', copies: 3, genre: 'poetry' },
  { id: 4, title: '100% cotton', isbn: '9790000000044', copies: 5, genre: 'science' },
  {
    id: 5,
    title: 'snake_case',
    isbn: '9790000000051',
    copies: 8,
    genre: 'science',
    isPublic: true,
  },
  { id: 6, title: '水果 图鉴', isbn: '9790000000068', copies: 13, genre: 'science' },
] as const;
const ALL = [1, 2, 3, 4, 5, 6];

const Filters = new FilterSet({
  copies: numberFilter('copies'),
  copies_in: numberFilter('copies', 'in'),
  copies_range: numberFilter('copies', 'range'),
  more_than: numberFilter('copies', 'gt'),
  less_than: numberFilter('copies', 'lt'),
  title: charFilter('title'),
  title_contains: charFilter('title', 'contains'),
  title_starts: charFilter('title', 'startswith'),
  genre: choiceFilter('genre', GENRES),
  genre_in: charFilter('genre', 'in'),
  public: booleanFilter('isPublic'),
  pages: numberFilter((query, pages, { parameter }) => {
    query.andWhere(`${query.alias}.copies * 100 >= :${parameter}`, { [parameter]: pages });
  }),
});

describe('filters of lists', () => {
  const app = libraryApp(
    testSettings(),
    [
      books('filtered', Filters),
      books('contains', new SearchFilter(['title', 'isbn'])),
      books('starts', new SearchFilter(['^title'])),
      books('equals', new SearchFilter(['=title'])),
      books('full-text', new SearchFilter(['@title'])),
      books('regex', new SearchFilter(['$title'])),
      books('mixed', new SearchFilter(['^title', '=isbn'])),
      books('ordered', new OrderingFilter({ copies: 'copies', name: 'title', kind: 'genre' })),
    ],
    { books: BOOKS.map((book) => ({ ...book })) },
  );
  const found = async (path: string): Promise<number[]> => {
    const { status, json } = await app.get(path);
    expect(status).toBe(200);
    return json.map(({ id }: { id: number }) => id);
  };

  describe('by lookups', () => {
    it.each<[query: string, ids: number[]]>([
      ['copies=5', [4]],
      ['copies=5.0', [4]],
      ['copies=5.5', []],
      ['copies_in=1,3,99', [1, 3]],
      ['copies_in= 1 , 3 ', [1, 3]],
      ['copies_in=1,,3', [1, 3]],
      ['copies=１３', [6]],
      ['copies=1_3', [6]],
      ['more_than=-1e308', ALL],
      ['copies_in=8', [5]],
      ['copies_range=2,5', [2, 3, 4]],
      ['copies_range=5,2', []],
      ['more_than=5', [5, 6]],
      ['less_than=2', [1]],
      ['title=Infrared', [3]],
      ['title=Infra', []],
      ['title=infrared', []],
      ['title=%20Infrared%20', [3]],
      ['title=Ïnfrared', []],
      ['title_contains=%20', ALL],
      ['title_contains=moon', [2]],
      ['title_contains=%', [4]],
      ['title_contains=_', [5]],
      ['title_contains=!', []],
      ['title_starts=100%', [4]],
      ['title_starts=图鉴', []],
      ['genre=poetry', [3]],
      ['genre_in=poetry,novel', [1, 2, 3]],
      ['public=true', [5]],
      ['public=TRUE', [5]],
      ['public=%20true', ALL],
      ['public=1%20', ALL],
      ['public=false', [1, 2, 3, 4, 6]],
      ['pages=500', [4, 5, 6]],
      ['pages=500&genre=science&public=false', [4, 6]],
      ['copies=&title=&genre=&copies_in=&copies_range=&public=&pages=', ALL],
    ])('%s', async (query, ids) => {
      const encoded = new URLSearchParams(query.replace(/%(?!20)/g, '%25')).toString();
      expect(await found(`/filtered/?${encoded}`)).toEqual(ids);
    });

    it.each([
      // A row is found where the list would show it.
      ['/filtered/5/?public=true', 200],
      ['/filtered/5/?public=false', 404],
      ['/filtered/1/?copies=1&title=Red%20Sails', 200],
      ['/filtered/1/?copies=2', 404],
      ['/filtered/1/?copies=x', 400],
      ['/contains/1/?search=sails', 200],
      ['/contains/1/?search=moon', 404],
      ['/contains/1/?search=%00', 400],
      ['/ordered/1/?ordering=-copies', 200],
    ])('narrow a single row as well: %s', async (path, status) => {
      expect((await app.get(path)).status).toBe(status);
    });

    it.each([
      ['copies=x', '{"copies":["输入一个数字。"]}', '{"copies":["Enter a number."]}'],
      ['copies_in=1,x', '{"copies_in":["输入一个数字。"]}', '{"copies_in":["Enter a number."]}'],
      [
        'title=a%00',
        '{"title":["不允许是用空字符串。"]}',
        '{"title":["Null characters are not allowed."]}',
      ],
      [
        'copies=1e308',
        '{"copies":["请确保该值小于或者等于 1e+50。"]}',
        '{"copies":["Ensure this value is less than or equal to 1e+50."]}',
      ],
      [
        'copies_range=1',
        '{"copies_range":["范围查询需要两个值。"]}',
        '{"copies_range":["Range query expects two values."]}',
      ],
      [
        'genre=romance&copies=x',
        '{"copies":["输入一个数字。"],"genre":["选择一个有效的选项。 romance 不在可用的选项中。"]}',
        '{"copies":["Enter a number."],"genre":["Select a valid choice. romance is not one of the available choices."]}',
      ],
      [
        'genre=__proto__',
        '{"genre":["选择一个有效的选项。 __proto__ 不在可用的选项中。"]}',
        '{"genre":["Select a valid choice. __proto__ is not one of the available choices."]}',
      ],
    ])('%s is refused', async (query, chinese, english) => {
      const answer = await app.get(`/filtered/?${query}`);
      expect([answer.status, answer.text]).toEqual([400, chinese]);
      const inEnglish = await app.get(`/filtered/?${query}`, { 'Accept-Language': 'en' });
      expect([inEnglish.status, inEnglish.text]).toEqual([400, english]);
    });
  });

  describe('by search', () => {
    it.each<[prefix: string, search: string, ids: number[]]>([
      ['contains', 'red', [1, 2, 3]],
      ['contains', '979', [4, 5, 6]],
      ['contains', 'red 0024', [2]],
      ['contains', '100%', [4]],
      ['contains', 'e_c', [5]],
      ['starts', 'red', [1, 2]],
      ['starts', 'ed', []],
      ['starts', '1_0', []],
      ['equals', 'infrared', [3]],
      ['equals', 'infra', []],
      ['equals', 'snake_case', [5]],
      ['equals', 'snake%', []],
      ['mixed', 'infra', [3]],
      ['mixed', '9780000000024', [2]],
      ['mixed', '978', []],
      ['full-text', 'moon', [2]],
      ['full-text', 'cotton', [4]],
      ['full-text', '"+-*()~<>@', []],
      ['regex', '^red', [1, 2]],
      ['regex', 'RED$', [3]],
      ['regex', 'o{2}', [2]],
      ['regex', '^[0-9]+', [4]],
      ['regex', '水.果|图鉴', [6]],
    ])('%s %s', async (path, search, ids) => {
      expect(await found(`/${path}/?search=${encodeURIComponent(search)}`)).toEqual(ids);
    });

    it.each(['(', '[', '*', '\\', '(?P<', '(?<x'])(
      'refuses the invalid expression %s',
      async (search) => {
        const path = `/regex/?search=${encodeURIComponent(search)}`;
        const chinese = await app.get(path);
        expect([chinese.status, chinese.text]).toEqual([
          400,
          '{"search":["输入一个有效的正则表达式。"]}',
        ]);
        const english = await app.get(path, { 'Accept-Language': 'en' });
        expect(english.text).toBe('{"search":["Enter a valid regular expression."]}');
      },
    );
  });

  describe('by order', () => {
    it.each<[ordering: string, ids: number[]]>([
      ['copies', ALL],
      ['-copies', ALL.toReversed()],
      ['kind,-copies', [2, 1, 3, 6, 5, 4]],
      ['-kind', [6, 5, 4, 3, 2, 1]],
      ['kind', ALL],
      ['title', ALL],
      ['nothing,-copies', ALL.toReversed()],
      ['-copies,copies', ALL.toReversed()],
    ])('%s', async (ordering, ids) => {
      expect(await found(`/ordered/?ordering=${ordering}`)).toEqual(ids);
    });
  });
});
