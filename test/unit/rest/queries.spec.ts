import { describe, expect, it } from 'vitest';
import { searchTerms } from '../../../src/rest/filters/search-terms.js';
import { ValidationError } from '../../../src/rest/exceptions.js';
import { linkWith } from '../../../src/rest/pagination/links.js';
import { positiveInt } from '../../../src/rest/pagination/pagination.js';
import type { RestRequest } from '../../../src/rest/index.js';

describe('a link to the request itself', () => {
  /** As much of a request as a link is made of. */
  const request = (queryString: string) =>
    ({
      queryString,
      path: '/goods/',
      absolute: (path: string) => `http://shop${path}`,
    }) as RestRequest;

  it.each([
    ['', 'page', '2', '?page=2'],
    ['page=2', 'page', '3', '?page=3'],
    ['page=2', 'page', null, ''],
    ['', 'page', null, ''],
    ['z=1&a=2', 'page', '2', '?a=2&page=2&z=1'],
    ['b=2&b=1&a=0', 'page', null, '?a=0&b=2&b=1'],
    ['page=1&page=2&x=', 'page', '3', '?page=3&x='],
    ['search=%E6%B0%B4%20%E6%9E%9C', 'page', '2', '?page=2&search=%E6%B0%B4+%E6%9E%9C'],
    ['search=a+b', 'page', '2', '?page=2&search=a+b'],
    ['q=%27%28%29%2A%21~-._', 'p', null, '?q=%27%28%29%2A%21~-._'],
    ['q=a%26b%3Dc%2F%3F%23', 'p', null, '?q=a%26b%3Dc%2F%3F%23'],
    ['q=%FF', 'p', null, '?q=%EF%BF%BD'],
    ['q=%00', 'p', null, '?q=%00'],
  ])('"%s" with %s=%s', (query, name, value, expected) => {
    expect(linkWith(request(query), name, value)).toBe(`http://shop/goods/${expected}`);
  });
});

describe('a positive whole number', () => {
  it.each<[text: string | undefined, number: number | null]>([
    ['1', 1],
    ['12', 12],
    ['+5', 5],
    [' 7 ', 7],
    ['007', 7],
    ['0', null],
    ['-1', null],
    ['1.0', null],
    ['1e3', null],
    ['1_0', 10],
    ['１２', 12],
    ['1__0', null],
    ['0x10', null],
    ['', null],
    [' ', null],
    ['abc', null],
    [undefined, null],
  ])('in %j is %j', (text, number) => {
    expect(positiveInt(text)).toBe(number);
  });

  it('is cut to a maximum', () => {
    expect(positiveInt('100', 50)).toBe(50);
    expect(positiveInt('99999999999999999999999', 50)).toBe(50);
    expect(positiveInt('49', 50)).toBe(49);
  });

  it('may be 0 where that makes sense', () => {
    expect(positiveInt('0', 50, false)).toBe(0);
    expect(positiveInt('-1', 50, false)).toBeNull();
  });
});

describe('the words of a search', () => {
  it.each<[text: string | undefined, words: string[]]>([
    [undefined, []],
    ['', []],
    ['  ,, ', []],
    ['apple', ['apple']],
    [' red  apple ', ['red', 'apple']],
    ['red,apple', ['red', 'apple']],
    ['red，apple', ['red，apple']],
    ['red\tapple\nripe', ['red', 'apple', 'ripe']],
    ['"red apple"', ['red apple']],
    ["'red apple' ripe", ['red apple', 'ripe']],
    ['"red apple",ripe', ['"red apple"', 'ripe']],
    ['"red apple", ripe', ['red apple', 'ripe']],
    ['"a \\" b"', ['a " b']],
    ['"unclosed phrase', ['"unclosed', 'phrase']],
    ['it"s', ['it"s']],
    ['""', []],
    ['"', ['"']],
    ['red red Red', ['red', 'Red']],
  ])('%j are %j', (text, words) => {
    expect(searchTerms(text)).toEqual(words);
  });

  it.each(['\0', '水\0果'])('%j are refused', (text) => {
    expect(() => searchTerms(text)).toThrow(ValidationError);
  });

  it.each(['"', "'", '\\"', `"'`, '",'])('are told apart quickly in many %j', (mark) => {
    const started = performance.now();
    searchTerms(mark.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('are not more than sixteen', () => {
    const words = Array.from({ length: 40 }, (_, index) => `w${index}`);
    expect(searchTerms(words.join(' '))).toEqual(words.slice(0, 16));
  });
});
