import { describe, expect, it } from 'vitest';
import { mayMove, ORDER_STATES } from '../../../src/orders/order-states.js';

describe('the states of an order', () => {
  const moves = ORDER_STATES.flatMap((from) =>
    ORDER_STATES.filter((to) => mayMove(from, to)).map((to) => `${from} -> ${to}`),
  );

  it('has exactly these moves', () => {
    expect(moves).toEqual([
      'paying -> TRADE_SUCCESS',
      'paying -> TRADE_CLOSED',
      'on_delivery -> TRADE_SUCCESS',
      'on_delivery -> TRADE_CLOSED',
      'TRADE_SUCCESS -> TRADE_FINISHED',
      'TRADE_SUCCESS -> PARTLY_REFUNDED',
      'TRADE_SUCCESS -> REFUNDED',
      'TRADE_FINISHED -> PARTLY_REFUNDED',
      'TRADE_FINISHED -> REFUNDED',
      'PARTLY_REFUNDED -> PARTLY_REFUNDED',
      'PARTLY_REFUNDED -> REFUNDED',
    ]);
  });
});
