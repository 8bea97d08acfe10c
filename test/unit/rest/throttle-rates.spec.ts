import { describe, expect, it } from 'vitest';
import { parseRate } from '../../../src/rest/throttling/rates.js';
import { parseRates } from '../../../src/rest/throttling/throttles.js';

describe('a throttle rate', () => {
  it.each([
    ['5/s', 5, 1],
    ['5/sec', 5, 1],
    ['10/minute', 10, 60],
    ['10/m', 10, 60],
    ['10/min', 10, 60],
    ['3/h', 3, 3600],
    ['100/day', 100, 86_400],
    ['100/days', 100, 86_400],
    [' 1/d ', 1, 86_400],
  ])('%s means %i requests in %i seconds', (text, limit, seconds) => {
    expect(parseRate(text)).toEqual({ limit, seconds });
  });

  it.each([null, undefined, ''])('may be none: %s', (text) => {
    expect(parseRate(text)).toBeNull();
  });

  it.each([
    '10',
    '10/',
    '/day',
    '0/day',
    '-1/day',
    '1.5/day',
    '10/week',
    '10/D',
    'ten/day',
    '10 / day',
  ])('cannot be %s', (text) => {
    expect(() => parseRate(text)).toThrow(`"${text}" is not a rate`);
  });

  it('belongs to a scope; scopes without one are left out', () => {
    const rates = parseRates({ anon: '100/day', user: null, sms: '1/m', none: '' });
    expect([...rates]).toEqual([
      ['anon', { limit: 100, seconds: 86_400 }],
      ['sms', { limit: 1, seconds: 60 }],
    ]);
    expect(() => parseRates({ anon: 'often' })).toThrow('"often"');
  });
});
