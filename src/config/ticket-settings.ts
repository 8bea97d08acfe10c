import type { z } from 'zod';
import { wholeNumber } from './values.js';

/** Environment variables about tickets. */
export const ticketShape = {
  TICKET_HOLD_MINUTES: wholeNumber(2, 1440, 15),
  TICKETS_PER_ORDER: wholeNumber(1, 100, 4),
  SALE_UNTIL_MINUTES: wholeNumber(0, 10_080, 0),
  REFUND_UNTIL_MINUTES: wholeNumber(0, 10_080, 60),
};

type Variables = z.output<z.ZodObject<typeof ticketShape>>;

/** How tickets are sold. */
export interface TicketSettings {
  /** How long seats are held for somebody who is about to pay. */
  readonly holdMinutes: number;
  /** Seats in one order. */
  readonly perOrder: number;
  /** How long before the start the sale ends. */
  readonly saleUntilMinutes: number;
  /** How long before the start buyers can no longer give tickets back. */
  readonly refundUntilMinutes: number;
}

/** The settings behind checked variables. */
export function ticketSettings(env: Variables): TicketSettings {
  return {
    holdMinutes: env.TICKET_HOLD_MINUTES,
    perOrder: env.TICKETS_PER_ORDER,
    saleUntilMinutes: env.SALE_UNTIL_MINUTES,
    refundUntilMinutes: env.REFUND_UNTIL_MINUTES,
  };
}
