import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountsOf } from '../../../src/orders/amounts.js';

describe('the price of an order', () => {
  const rules = { freightCents: 1000, freeShippingFromCents: 9900 };
  const line = (priceCents: number, quantity: number, isShipFree = false) => ({
    priceCents,
    quantity,
    isShipFree,
  });

  it('is that of the goods and of sending them', () => {
    expect(amountsOf([line(1990, 3), line(5, 1, true)], rules)).toEqual({
      totalCents: 6975,
      freightCents: 1000,
    });
  });

  it('has no freight when all goods are free of it', () => {
    expect(amountsOf([line(100, 1, true), line(200, 1, true)], rules).freightCents).toBe(0);
  });

  it('has no freight from a certain worth on', () => {
    expect(amountsOf([line(9899, 1)], rules)).toEqual({ totalCents: 10_899, freightCents: 1000 });
    expect(amountsOf([line(9900, 1)], rules)).toEqual({ totalCents: 9900, freightCents: 0 });
  });

  it('is a whole number of cents that no order of lines changes', () => {
    const lines = fc.array(
      fc.record({
        priceCents: fc.nat(1_000_000),
        quantity: fc.integer({ min: 1, max: 99 }),
        isShipFree: fc.boolean(),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(lines, (some) => {
        const amounts = amountsOf(some, rules);
        expect(Number.isSafeInteger(amounts.totalCents)).toBe(true);
        expect(amountsOf(some.toReversed(), rules)).toEqual(amounts);
      }),
    );
  });
});
