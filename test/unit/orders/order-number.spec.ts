import { describe, expect, it } from 'vitest';
import { orderNumber } from '../../../src/orders/order-number.js';

describe('an order number', () => {
  it('is the time, the user and six digits of chance, which a provider takes', () => {
    expect(orderNumber('2026-11-21 04:19:45', 41)).toMatch(/^2026112104194541\d{6}$/);
    expect(orderNumber('2026-11-21 04:19:45', 2_147_483_647).length).toBeLessThanOrEqual(40);
  });

  it('seldom is the same within a second', () => {
    const numbers = Array.from({ length: 200 }, () => orderNumber('2026-11-21 04:19:45', 41));
    expect(new Set(numbers).size).toBeGreaterThan(195);
  });
});
