/**
 * How far a return is: the buyer has asked for it, the shop has accepted or refused it, the pieces
 * have arrived at the shop, the money for them has gone back; or the buyer keeps them after all.
 */
export const RETURN_STATES = [
  'asked',
  'accepted',
  'refused',
  'withdrawn',
  'arrived',
  'refunded',
] as const;
export type ReturnState = (typeof RETURN_STATES)[number];

/** Every move there is; no other can happen. */
const MOVES: Readonly<Record<ReturnState, readonly ReturnState[]>> = {
  asked: ['accepted', 'refused', 'withdrawn'],
  // Pieces that never come are refused in the end.
  accepted: ['arrived', 'refused', 'withdrawn'],
  refused: [],
  withdrawn: [],
  arrived: ['refunded'],
  refunded: [],
};

/** Whether there is such a move. */
export function mayReturn(from: ReturnState, to: ReturnState): boolean {
  return MOVES[from].includes(to);
}

/** Where the pieces cannot be in another return. */
export const UNDER_WAY: readonly ReturnState[] = ['asked', 'accepted', 'arrived', 'refunded'];

/** Where the pieces are at the shop again. */
export const CAME_BACK: readonly ReturnState[] = ['arrived', 'refunded'];
