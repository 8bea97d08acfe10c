import { ValidationError, type Text } from '../../rest/index.js';

/** So many pieces of a line of an order. */
export interface LinePieces {
  /** Id of the line. */
  readonly line: number;
  /** Pieces; at least 1. */
  readonly count: number;
}

/**
 * @param available pieces that there are, by id of the line
 * @param tooMany says that of a line only so many are left
 * @throws ValidationError when more are wanted, also by a line that is named twice
 */
export function checkPieces(
  available: ReadonlyMap<number, number>,
  wanted: readonly LinePieces[],
  tooMany: (line: number, left: number) => Text,
): void {
  const counts = new Map(available);
  for (const { line, count } of wanted) {
    const left = counts.get(line) ?? 0;
    if (count > left) throw new ValidationError({ lines: [tooMany(line, left)] });
    counts.set(line, left - count);
  }
}
