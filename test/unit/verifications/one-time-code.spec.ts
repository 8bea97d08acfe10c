import { describe, expect, it } from 'vitest';
import { digitsOf, equalInConstantTime } from '../../../src/verifications/codes/one-time-code.js';

const code = { channel: 'sms', address: '13800000000', ticket: '6:abcdef' } as const;

describe('a one-time code', () => {
  it('is the same for the same ticket, key and address', () => {
    expect(digitsOf(code, 'key')).toBe(digitsOf({ ...code }, 'key'));
  });

  it.each([
    ['key', code, 'another key'],
    ['channel', { ...code, channel: 'email' as const }, 'key'],
    ['address', { ...code, address: '13800000001' }, 'key'],
    ['ticket', { ...code, ticket: '6:abcdee' }, 'key'],
  ])('is another one for another %s', (_what, other, key) => {
    expect(digitsOf(other, key)).not.toBe(digitsOf(code, 'key'));
  });

  it('has as many digits as its ticket says, leading zeros included, evenly spread', () => {
    const firstDigits = new Map<string, number>();
    for (let number = 0; number < 10_000; number += 1) {
      const digits = digitsOf({ ...code, ticket: `4:${number}` }, 'key');
      expect(digits).toMatch(/^\d{4}$/);
      firstDigits.set(digits[0]!, (firstDigits.get(digits[0]!) ?? 0) + 1);
    }
    expect(firstDigits.size).toBe(10);
    for (const frequency of firstDigits.values()) {
      expect(frequency).toBeGreaterThan(850);
      expect(frequency).toBeLessThan(1150);
    }
  });
});

describe('comparison in constant time', () => {
  it.each([
    ['123456', '123456', true],
    ['123456', '123457', false],
    ['12345', '123456', false],
    ['', '', true],
    ['中', '123', false],
  ])('of "%s" and "%s"', (one, other, equal) => {
    expect(equalInConstantTime(one, other)).toBe(equal);
  });
});
