import type { Seat } from '../cinemas/entities/index.js';

/** What a gap is called that a choice of seats would leave. */
export type Gap = 'between' | 'beside';

type Place = Pick<Seat, 'id' | 'gridRow' | 'gridCol' | 'pair'>;

/** A place next to another: one of mine, free, or neither (taken, an aisle, the edge). */
type Sight = 'mine' | 'free' | 'taken';

/**
 * Whether the choice leaves a single seat that nobody will want. Neighbour free and the one after
 * free: fine. Neighbour free, then one of mine: a gap between. Neighbour free, then taken: a gap
 * beside, unless there was one already, because on my other side comes no free seat first. A couple
 * seat is one unit.
 *
 * @param seats all of the screening
 * @param chosen ids of the choice
 * @param taken ids that are not free
 */
export function gapOf(
  seats: readonly Place[],
  chosen: ReadonlySet<number>,
  taken: ReadonlySet<number>,
): Gap | null {
  const byPlace = new Map(seats.map((seat) => [`${seat.gridRow}:${seat.gridCol}`, seat]));
  /** The unit that begins at the column, and the column after it. */
  const look = (row: number, col: number, step: 1 | -1): { sight: Sight; next: number } => {
    const seat = byPlace.get(`${row}:${col}`);
    if (!seat) return { sight: 'taken', next: col + step };
    const next = col + step * (seat.pair === null ? 1 : 2);
    if (chosen.has(seat.id)) return { sight: 'mine', next };
    return { sight: taken.has(seat.id) ? 'taken' : 'free', next };
  };
  /** What comes first in that direction after my own seats. */
  const beyondMine = (row: number, col: number, step: 1 | -1): Sight => {
    let seen = look(row, col, step);
    while (seen.sight === 'mine') seen = look(row, seen.next, step);
    return seen.sight;
  };
  for (const seat of seats) {
    if (!chosen.has(seat.id)) continue;
    for (const step of [1, -1] as const) {
      const { gridRow, gridCol } = seat;
      const neighbour = look(gridRow, gridCol + step, step);
      if (neighbour.sight !== 'free') continue;
      const after = look(gridRow, neighbour.next, step);
      if (after.sight === 'mine') return 'between';
      const back = step === 1 ? -1 : 1;
      if (after.sight === 'taken' && beyondMine(gridRow, gridCol + back, back) === 'free') {
        return 'beside';
      }
    }
  }
  return null;
}
