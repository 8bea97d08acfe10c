import type { Seat } from '../cinemas/entities/index.js';

/** E.g. `5排8座`, as printed on the ticket. */
export function labelOf({ row, number }: Pick<Seat, 'row' | 'number'>): string {
  return `${row}排${number}座`;
}
