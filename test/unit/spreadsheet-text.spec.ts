import { describe, expect, it } from 'vitest';
import { guarded, unguarded } from '../../src/spreadsheet-text.js';

const FORMULAS = [
  '=1+2',
  '+1',
  '@SUM(A1)',
  '-SUM(A1)',
  "-2+3+cmd|' /C calc'!A0",
  '-1\n=1',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+2',
  '＋1',
  '－1',
  '＠SUM(A1)',
  "'=1",
];
const OTHERS = ['', '-5', '-12.50', '5', 'a=b', '2026-11-29', "it's", '牛奶 -50%'];

describe('a text in a file for spreadsheets', () => {
  it.each(FORMULAS)('is guarded where it could be a formula: %j', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  });

  it.each(OTHERS)('stays as it is where it could not: %j', (text) => {
    expect(guarded(text)).toBe(text);
  });

  it.each([...FORMULAS, ...OTHERS])('is read again as it was: %j', (text) => {
    expect(unguarded(guarded(text))).toBe(text);
  });
});
