import { defineSettings, variable } from '../config/group.js';
import { throttleRate, wholeNumber } from '../config/values.js';

/** The last of these minutes is for money on its way: the provider takes none any more. */
export const LEAST_HOLD_MINUTES = 2;

/** How tickets are sold and given back. */
export interface TicketSettings {
  /** How long seats are held for somebody who is about to pay. */
  readonly holdMinutes: number;
  /**
   * Holds of full length that one user may let go without paying, of one screening within a day;
   * after that its seats are refused to the user.
   */
  readonly unpaidHolds: number;
  /** Seats in one order. */
  readonly perOrder: number;
  /** How long before the start buyers can no longer give tickets back. */
  readonly refundUntilMinutes: number;
  /** Seats that one user asks for. */
  readonly rate: string;
}

export const ticketSettings = defineSettings({
  title: 'Tickets',
  variables: {
    TICKET_HOLD_MINUTES: variable(
      'Minutes that seats are held for somebody who is about to pay.',
      wholeNumber(LEAST_HOLD_MINUTES, 1440, 15),
    ),
    TICKET_UNPAID_HOLDS: variable(
      'Times as long as that, within a day, that one user may hold seats of one screening without paying; then they are refused.',
      wholeNumber(2, 1_000_000, 3),
    ),
    TICKETS_PER_ORDER: variable('Seats in one order.', wholeNumber(1, 100, 4)),
    REFUND_UNTIL_MINUTES: variable(
      'Minutes before the start until which tickets can be given back.',
      wholeNumber(0, 10_080, 60),
    ),
    THROTTLE_TICKET: variable(
      'Orders of tickets that one user may place.',
      throttleRate().default('10/minute'),
    ),
  },
  values: (env): TicketSettings => ({
    holdMinutes: env.TICKET_HOLD_MINUTES,
    unpaidHolds: env.TICKET_UNPAID_HOLDS,
    perOrder: env.TICKETS_PER_ORDER,
    refundUntilMinutes: env.REFUND_UNTIL_MINUTES,
    rate: env.THROTTLE_TICKET,
  }),
});
