import { describe, expect, it } from 'vitest';
import { safePath } from '../../../src/oauth/storefront.js';

describe('the page to return to', () => {
  it.each(['/', '/x.html', '/a/b?c=d&e=%2F%2F#/f', '/列表', '/x//y'])(
    'is %j when asked for',
    (next) => expect(safePath(next, '/start')).toBe(next),
  );

  it.each([
    undefined,
    '',
    'x.html',
    '//evil.example',
    '/\\evil.example',
    '/%2Fevil.example',
    '/%5Cevil.example',
    '/\t/evil.example',
    '/%09/evil.example',
    '/a\nb',
    '/a%0d%0ab',
    '/a\u202Eb',
    '\\/evil.example',
    ' //evil.example',
    '/100%',
    'https://evil.example/',
    'javascript:alert(1)',
    '@evil.example',
    `/${'x'.repeat(501)}`,
  ])('is never %j', (next) => {
    expect(safePath(next, '/start')).toBe('/start');
  });
});
