import { z } from 'zod';
import { defineSettings, variable } from '../config/group.js';
import { wholeNumber } from '../config/values.js';

/** What carts may hold. */
export interface CartSettings {
  /** Whether pieces leave the stock when they are ordered, or already when a cart takes them. */
  readonly stockReservation: 'order' | 'cart';
  /** How long a cart keeps pieces out of the stock after its last change, in minutes. */
  readonly reservationMinutes: number;
  /** Most pieces of one goods in a cart. */
  readonly lineMax: number;
}

export const cartSettings = defineSettings({
  title: 'Carts',
  variables: {
    STOCK_RESERVATION: variable(
      'When pieces leave the stock: order (when they are ordered) or cart (already when somebody puts them into the cart).',
      z.enum(['order', 'cart']).default('order'),
    ),
    CART_RESERVATION_MINUTES: variable(
      'Minutes after the last change of a line that a cart keeps its pieces out of the stock.',
      wholeNumber(1, 10_080, 30),
    ),
    CART_LINE_MAX: variable('Most pieces of one goods in a cart.', wholeNumber(1, 1_000_000, 99)),
  },
  values: (env): CartSettings => ({
    stockReservation: env.STOCK_RESERVATION,
    reservationMinutes: env.CART_RESERVATION_MINUTES,
    lineMax: env.CART_LINE_MAX,
  }),
});
