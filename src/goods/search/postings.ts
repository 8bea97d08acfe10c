/** Rows whose ids differ in their last ten bits only share a block. */
const BITS = 10;

/** Places of a term by the row's id within its block. */
export type Postings = Map<number, readonly number[]>;

/** The block of a row. */
export function blockOf(id: number): number {
  return id >> BITS;
}

/** The row's id within its block. */
export function offsetOf(id: number): number {
  return id & ((1 << BITS) - 1);
}

/** The id of a row in a block. */
export function idIn(block: number, offset: number): number {
  return block * 2 ** BITS + offset;
}

/**
 * For each row, ascending, 16 bits each, the low byte first: its id within the block, how many
 * places, the places.
 */
export function encodePostings(postings: Postings): Buffer {
  const rows = [...postings].sort(([a], [b]) => a - b);
  const numbers = rows.flatMap(([offset, places]) => [offset, places.length, ...places]);
  return Buffer.from(Uint16Array.from(numbers).buffer);
}

export function decodePostings(buffer: Buffer): Postings {
  const postings: Postings = new Map();
  readPostings(buffer, (offset, places) => postings.set(offset, [...places]));
  return postings;
}

/**
 * Goes through the rows of a block.
 *
 * @param visit is given the row's id within the block and its places
 */
export function readPostings(
  buffer: Buffer,
  visit: (offset: number, places: Uint16Array) => void,
): void {
  const numbers = numbersIn(buffer);
  let at = 0;
  while (at < numbers.length) {
    const first = at + 2;
    const next = first + numbers[at + 1]!;
    visit(numbers[at]!, numbers.subarray(first, next));
    at = next;
  }
}

/** The rows of a block, by their ids within it; many times faster than to read their places too. */
export function offsetsIn(buffer: Buffer): number[] {
  const numbers = numbersIn(buffer);
  const offsets: number[] = [];
  for (let at = 0; at < numbers.length; at += 2 + numbers[at + 1]!) offsets.push(numbers[at]!);
  return offsets;
}

/** A copy, because what the driver gives may begin at an odd address. */
function numbersIn(buffer: Buffer): Uint16Array {
  const numbers = new Uint16Array(buffer.length >> 1);
  new Uint8Array(numbers.buffer).set(buffer);
  return numbers;
}

/** Which of the starts have a place at that distance; both are ascending. */
export function startsBefore(
  starts: Uint16Array,
  places: Uint16Array,
  distance: number,
): Uint16Array {
  const found: number[] = [];
  let at = 0;
  for (const start of starts) {
    const wanted = start + distance;
    while (at < places.length && places[at]! < wanted) at += 1;
    if (at === places.length) break;
    if (places[at] === wanted) found.push(start);
  }
  return Uint16Array.from(found);
}
