import { centsOf, yuan } from '../../../src/cents.js';
import { assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingTime, timeOf } from '../../../src/payments/alipay/values.js';

describe('amounts', () => {
  it('survive the way to Alipay and back to the cent', () => {
    assert(
      property(integer({ min: 0, max: 2_147_483_647 }), (cents) => {
        expect(yuan(cents)).toMatch(/^(0|[1-9]\d*)\.\d\d$/);
        expect(centsOf(yuan(cents))).toBe(cents);
      }),
    );
  });

  it.each([
    ['0.01', 1],
    ['88.5', 8850],
    ['88', 8800],
    ['1000000.00', 100_000_000],
  ])('may be %s', (text, cents) => expect(centsOf(text)).toBe(cents));

  it.each([
    '',
    ' 1',
    '1.',
    '.5',
    '-1',
    '+1',
    '1e3',
    '1.001',
    '0x1',
    '1,5',
    'NaN',
    '1234567890',
    undefined,
  ])('may not be %j', (text) => expect(centsOf(text)).toBeNull());
});

describe('times', () => {
  it('are those of Beijing, whatever the zone of the process', () => {
    expect(beijingTime(new Date('2026-11-21T16:00:01.9Z'))).toBe('2026-11-22 00:00:01');
    expect(timeOf('2026-11-22 00:00:01')).toEqual(new Date('2026-11-21T16:00:01Z'));
    expect(timeOf('2026-11-22 00:00:01.123')).toEqual(new Date('2026-11-21T16:00:01Z'));
  });

  it.each(['', '2026-11-22', '2026-13-22 00:00:00', 'yesterday', undefined])(
    'may not be %j',
    (text) => expect(timeOf(text)).toBeNull(),
  );
});
