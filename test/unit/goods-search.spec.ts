import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { termsOf } from '../../src/goods/goods-search.js';

/** The code of a character, as the index writes it. */
const code = (character: string) => character.codePointAt(0)!.toString(36).padStart(4, '0');
const pair = (first: string, second: string) => code(first) + (second ? code(second) : '0000');

describe('the terms of goods', () => {
  it('are the pairs of neighbouring characters, the last one with the end of the text', () => {
    expect(termsOf(['水果汁'])).toBe(
      [pair('水', '果'), pair('果', '汁'), pair('汁', '')].join(' '),
    );
    expect(termsOf(['ab'])).toBe('002p002q 002q0000');
  });

  it('do not reach from one text into the next', () => {
    expect(termsOf(['a', 'b']).split(' ')).toEqual([pair('a', ''), pair('b', '')]);
    expect(termsOf(['', ''])).toBe('');
  });

  it('are each there once', () => {
    expect(termsOf(['aaaa', 'aa'])).toBe(`${pair('a', 'a')} ${pair('a', '')}`);
  });

  it('are those of small letters', () => {
    expect(termsOf(['KG'])).toBe(termsOf(['kg']));
  });

  it('take a character beyond the basic plane as one', () => {
    expect(termsOf(['🍎红'])).toBe(`${pair('🍎', '红')} ${pair('红', '')}`);
  });

  it('are eight letters and digits each, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const term of termsOf([text]).split(' ').filter(Boolean)) {
          expect(term).toMatch(/^[0-9a-z]{8}$/);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('hold the pairs of every part of a text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii' }),
        fc.string({ unit: 'grapheme-ascii', minLength: 2, maxLength: 6 }),
        fc.string({ unit: 'grapheme-ascii' }),
        (before, word, after) => {
          const terms = termsOf([before + word + after]).split(' ');
          for (const term of termsOf([word]).split(' ').slice(0, -1)) expect(terms).toContain(term);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('fit into their column, and none is cut', () => {
    const text = Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(0x4e00 + index));
    const terms = termsOf([text.join('')]);
    expect(Buffer.byteLength(terms)).toBeLessThanOrEqual(65_535);
    expect(terms.length).toBeGreaterThan(59_000);
    expect(terms.split(' ').every((term) => term.length === 8)).toBe(true);
  });
});
