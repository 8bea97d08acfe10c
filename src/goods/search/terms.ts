/** The texts of a goods row that are searched, in the order of the index. */
export interface SearchableGoods {
  readonly id: number;
  readonly name: string;
  readonly brief: string;
  readonly description: string;
}

/** A part of a word, and where in the word it begins. */
export interface Tile {
  readonly term: string;
  readonly offset: number;
}

/** Where in a row's texts its terms begin, ascending; single characters count without a place. */
export type Places = ReadonlyMap<string, readonly number[]>;

/** A term that is in all texts: the goods that the index knows. */
export const ANY_GOODS = '*';

/** Stands between two texts: no word reaches over it. */
const GAP = '\0';
/** Last place that the index can write down; a description is shorter than that. */
const LAST_PLACE = 65_535;

/** The texts of a row as one, in small letters. */
export function searchedText({ name, brief, description }: SearchableGoods): string {
  return [name, brief, description].join(GAP).toLowerCase();
}

/**
 * Every character of a text and every pair of neighbours, with their places.
 *
 * @param text null: of goods that are not there, which have no terms at all
 */
export function placesOf(text: string | null): Places {
  const places = new Map<string, number[]>();
  if (text === null) return places;
  places.set(ANY_GOODS, []);
  const characters = [...text];
  for (const [place, character] of characters.entries()) {
    if (character === GAP || place > LAST_PLACE) continue;
    const single = encode(character);
    if (!places.has(single)) places.set(single, []);
    const next = characters[place + 1];
    if (next === undefined || next === GAP) continue;
    const pair = single + encode(next);
    const known = places.get(pair);
    if (known) known.push(place);
    else places.set(pair, [place]);
  }
  return places;
}

/**
 * The pairs that a word is laid out with, the last one over the one before it where the word is of
 * odd length: texts that have them all at these distances contain the word. A word of one character
 * is a tile by itself.
 */
export function tilesOf(word: string): Tile[] {
  const characters = [...word.toLowerCase()].map(encode);
  const { length } = characters;
  if (length < 2) return characters.map((term) => ({ term, offset: 0 }));
  const offsets = Array.from({ length: Math.ceil(length / 2) }, (_, n) =>
    Math.min(2 * n, length - 2),
  );
  return offsets.map((offset) => ({
    term: characters[offset]! + characters[offset + 1]!,
    offset,
  }));
}

/** A character as four letters and digits: the same in every collation of a database. */
function encode(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(36).padStart(4, '0');
}
