import type { z } from 'zod';
import { wholeNumber } from './values.js';

/** Environment variables about what one user may keep from the others without paying. */
export const orderLimitShape = {
  UNPAID_ORDERS_MAX: wholeNumber(1, 1_000_000, 5),
  UNPAID_PIECES_MAX: wholeNumber(1, 1_000_000, 99),
  EXPIRED_ORDERS_MAX: wholeNumber(1, 1_000_000, 3),
  SHORT_PAYMENT_MINUTES: wholeNumber(1, 43_200, 10),
};

type Variables = z.output<z.ZodObject<typeof orderLimitShape>>;

/** What one user may keep from the others without paying. */
export interface OrderLimitSettings {
  /** Orders that wait for their payment. */
  readonly unpaidOrders: number;
  /** Pieces of one goods in them. */
  readonly unpaidPieces: number;
  /** Orders that were not paid in time within a day; after so many there is less time to pay. */
  readonly expiredOrders: number;
  /** That time, in minutes. */
  readonly shortPaymentMinutes: number;
}

/** The settings behind checked variables. */
export function orderLimitSettings(env: Variables): OrderLimitSettings {
  return {
    unpaidOrders: env.UNPAID_ORDERS_MAX,
    unpaidPieces: env.UNPAID_PIECES_MAX,
    expiredOrders: env.EXPIRED_ORDERS_MAX,
    shortPaymentMinutes: env.SHORT_PAYMENT_MINUTES,
  };
}
