import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockOf,
  decodePostings,
  encodePostings,
  idIn,
  offsetOf,
  offsetsIn,
  startsBefore,
} from '../../src/goods/search/postings.js';
import { ANY_GOODS, placesOf, searchedText, tilesOf } from '../../src/goods/search/terms.js';

/** The code of a character, as the index writes it. */
const code = (character: string) => character.codePointAt(0)!.toString(36).padStart(4, '0');
const pair = (first: string, second: string) => code(first) + code(second);
const text = (name: string, brief = '', description = '') =>
  searchedText({ id: 1, name, brief, description });

describe('the terms of goods', () => {
  it('are the characters and the pairs of neighbours, these with their places', () => {
    expect(Object.fromEntries(placesOf('果汁果汁'))).toEqual({
      [ANY_GOODS]: [],
      [code('果')]: [],
      [code('汁')]: [],
      [pair('果', '汁')]: [0, 2],
      [pair('汁', '果')]: [1],
    });
  });

  it('do not reach from one text into the next', () => {
    const places = placesOf(text('水', '果', '汁'));
    expect([...places.keys()]).toEqual([ANY_GOODS, code('水'), code('果'), code('汁')]);
  });

  it('are those of small letters', () => {
    expect(placesOf(text('KG'))).toEqual(placesOf(text('kg')));
  });

  it('take a character beyond the basic plane as one', () => {
    expect([...placesOf('🍎红').keys()]).toEqual([
      ANY_GOODS,
      code('🍎'),
      pair('🍎', '红'),
      code('红'),
    ]);
  });

  it('are none of goods that are not there', () => {
    expect(placesOf(null).size).toBe(0);
  });
});

describe('the tiles of a word', () => {
  it('are its pairs, the last one over the one before where its length is odd', () => {
    expect(tilesOf('ABCD')).toEqual([
      { term: pair('a', 'b'), offset: 0 },
      { term: pair('c', 'd'), offset: 2 },
    ]);
    expect(tilesOf('坚果礼').map(({ offset }) => offset)).toEqual([0, 1]);
    expect(tilesOf('果')).toEqual([{ term: code('果'), offset: 0 }]);
  });

  it('are in a text at their distances exactly where the word is', () => {
    const alphabet = fc.string({ unit: fc.constantFrom('a', 'b', '果'), maxLength: 30 });
    const words = fc.string({ unit: fc.constantFrom('a', 'b', '果'), minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(alphabet, alphabet, words, (name, brief, word) => {
        const places = placesOf(text(name, brief));
        const [first, ...others] = tilesOf(word);
        const starts = places.get(first!.term) ?? (places.has(first!.term) ? [] : undefined);
        const isThere =
          [...word].length === 1
            ? starts !== undefined
            : (starts ?? []).some((start) =>
                others.every(({ term, offset }) => places.get(term)?.includes(start + offset)),
              );
        expect(isThere).toBe(name.includes(word) || brief.includes(word));
      }),
      { numRuns: 500 },
    );
  });
});

describe('postings', () => {
  it('come back as they were written, in order of the rows', () => {
    const offsets = fc.integer({ min: 0, max: 1023 });
    const places = fc.array(fc.integer({ min: 0, max: 65_535 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(offsets, places)), (entries) => {
        const postings = new Map(entries);
        const read = decodePostings(encodePostings(postings));
        expect([...read]).toEqual([...postings].sort(([a], [b]) => a - b));
        expect(offsetsIn(encodePostings(postings))).toEqual([...read.keys()]);
      }),
    );
  });

  it('tell which places have another at a distance', () => {
    const sorted = (most: number) =>
      fc.uniqueArray(fc.integer({ min: 0, max: most })).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(sorted(40), sorted(40), fc.integer({ min: 0, max: 5 }), (starts, places, by) => {
        const found = startsBefore(Uint16Array.from(starts), Uint16Array.from(places), by);
        expect([...found]).toEqual(starts.filter((start) => places.includes(start + by)));
      }),
    );
  });

  it('are of a thousand rows and a few', () => {
    for (const id of [1, 1023, 1024, 99_999, 2_147_483_647]) {
      expect(idIn(blockOf(id), offsetOf(id))).toBe(id);
    }
    expect([blockOf(1023), blockOf(1024)]).toEqual([0, 1]);
  });
});
