import { describe, expect, it } from 'vitest';
import { FULFILMENTS, mayBecome } from '../../../src/orders/fulfilment/fulfilment-states.js';

describe('the fulfilment of an order', () => {
  const moves = FULFILMENTS.flatMap((from) =>
    FULFILMENTS.filter((to) => mayBecome(from, to)).map((to) => `${from} -> ${to}`),
  );

  it('has exactly these moves', () => {
    expect(moves).toEqual([
      'none -> to_send',
      'to_send -> none',
      'to_send -> partly_sent',
      'to_send -> sent',
      'partly_sent -> partly_sent',
      'partly_sent -> sent',
      'sent -> received',
      'sent -> returned',
      'received -> returned',
    ]);
  });
});
