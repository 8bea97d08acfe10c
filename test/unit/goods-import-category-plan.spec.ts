import { describe, expect, it } from 'vitest';
import { planCategories, type PlannedCategory } from '../../src/goods/import/category-plan.js';

/** Parses `a`, `b<a` (b below a). */
function tree(...nodes: string[]): PlannedCategory[] {
  return nodes.map((node) => {
    const [code = '', parent] = node.split('<');
    return { code, parent: parent ?? null };
  });
}

function plan(stored: string[], changed: string[]) {
  const { levels, problems } = planCategories(tree(...stored), tree(...changed));
  return { levels: Object.fromEntries(levels), problems: Object.fromEntries(problems) };
}

describe('planCategories', () => {
  it('derives levels from the depth, whatever the order', () => {
    const { levels, problems } = plan([], ['c<b', 'b<a', 'a']);
    expect(levels).toEqual({ a: 1, b: 2, c: 3 });
    expect(Object.keys(levels)).toEqual(['a', 'b', 'c']);
    expect(problems).toEqual({});
  });

  it('hangs new categories below stored ones', () => {
    expect(plan(['a', 'b<a'], ['c<b']).levels).toMatchObject({ c: 3 });
  });

  it('moves what is below a moved category along', () => {
    expect(plan(['a', 'x', 'b<a', 'c<b'], ['b']).levels).toEqual({ a: 1, x: 1, b: 1, c: 2 });
  });

  it('refuses an unknown parent, and what hangs below', () => {
    const { levels, problems } = plan([], ['a', 'b<nowhere', 'c<b']);
    expect(problems).toEqual({
      b: 'parent: unknown category "nowhere"',
      c: 'parent: unknown category "b"',
    });
    expect(levels).toEqual({ a: 1 });
  });

  it('refuses circles and keeps the stored tree', () => {
    const { levels, problems } = plan(['a', 'b<a', 'c<b'], ['a<c']);
    expect(Object.keys(problems)).toEqual(['a']);
    expect(levels).toEqual({ a: 1, b: 2, c: 3 });
  });

  it('refuses a category as its own parent', () => {
    expect(Object.keys(plan([], ['a<a']).problems)).toEqual(['a']);
  });

  it('blames the circle, not what hangs below it', () => {
    const { problems } = plan(['a', 'b<a', 'd'], ['a<b', 'd<b']);
    expect(Object.keys(problems)).toEqual(['a']);
  });

  it('refuses a fourth level', () => {
    const { levels, problems } = plan(['a', 'b<a', 'c<b'], ['d<c']);
    expect(problems).toEqual({ d: 'parent: categories are at most 3 levels deep' });
    expect(levels).not.toHaveProperty('d');
  });

  it('refuses a move that would push stored categories below the third level', () => {
    const { levels, problems } = plan(['a', 'b<a', 'c<b', 'x'], ['a<x']);
    expect(Object.keys(problems)).toEqual(['a']);
    expect(levels).toMatchObject({ a: 1, b: 2, c: 3 });
  });

  it('ends with a chain of many thousand categories', () => {
    const chain = Array.from({ length: 5_000 }, (_, i) => (i === 0 ? 'n0' : `n${i}<n${i - 1}`));
    const { levels } = plan([], chain);
    expect(levels).toEqual({ n0: 1, n1: 2, n2: 3 });
  });
});
