import { describe, expect, it } from 'vitest';
import { gapOf, type Gap } from '../../../src/tickets/gaps.js';

/**
 * A row of seats: `.` free, `x` taken, `m` chosen, `_` an aisle. Of a couple seat both halves are
 * written in brackets: `(..)`, `(xx)`, `(mm)`.
 */
function judge(drawn: string): Gap | null {
  const seats: { id: number; gridRow: number; gridCol: number; pair: number | null }[] = [];
  const chosen = new Set<number>();
  const taken = new Set<number>();
  let col = 0;
  let pair: number | null = null;
  let pairs = 0;
  for (const sign of drawn) {
    if (sign === '(') pair = pairs += 1;
    if (sign === ')') pair = null;
    if ('()'.includes(sign)) continue;
    col += 1;
    if (sign === '_') continue;
    seats.push({ id: col, gridRow: 1, gridCol: col, pair });
    if (sign === 'm') chosen.add(col);
    if (sign === 'x') taken.add(col);
  }
  return gapOf(seats, chosen, taken);
}

describe('the rule about single seats', () => {
  it.each<[drawn: string, gap: Gap | null, why: string]>([
    ['......', null, 'nothing is chosen'],
    ['mm....', null, 'from the edge on'],
    ['..mm..', null, 'two are left on both sides'],
    ['.mm...', 'beside', 'one is left at the edge, and the other side is free'],
    ['...mm.', 'beside', 'the same at the other edge'],
    ['.mmmm.', 'beside', 'a choice that leaves one on both sides could move'],
    ['m.m...', 'between', 'one between two of mine'],
    ['m..m..', null, 'two between two of mine'],
    ['mm.x..', null, 'one left, but my other side is the edge'],
    ['xm.x..', null, 'there was a single choice, my other side is taken'],
    ['xmm...', null, 'next to a taken seat'],
    ['x.mm..', 'beside', 'one left to a taken seat while the other side is free'],
    ['x.mmx.', null, 'one left, but my other side is taken'],
    ['.x.m.x', 'beside', 'one on each side, either could have been none'],
    ['_.mm..', 'beside', 'an aisle counts as taken'],
    ['_mm..._', null, 'from the aisle on'],
    ['_m_..', null, 'alone between aisles'],
    ['x..m..x', null, 'two on both sides'],
    ['(mm)(..)(..)', null, 'couple seats from the edge on'],
    ['(..)(mm)(..)(..)', 'beside', 'one couple seat alone at the edge'],
    ['(mm)(..)(mm)', 'between', 'one couple seat between mine'],
    ['(xx)(mm)(..)(xx)', null, 'the other side of a couple seat is taken'],
  ])('%s is judged %s: %s', (drawn, gap) => {
    expect(judge(drawn)).toBe(gap);
  });
});
