import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../config/settings.js';
import { hydratedValue, storedValue } from '../infrastructure/database/statements.js';
import { DAY, MINUTE } from '../infrastructure/durations.js';
import { ValidationError } from '../rest/index.js';
import { TicketOrder } from './entities/index.js';
import type { TicketState } from './ticket-states.js';
import { MESSAGES } from './tickets.messages.js';
import { LEAST_HOLD_MINUTES, ticketSettings } from './tickets.settings.js';

/** Unpaid ticket orders that one user may have. */
const UNPAID = 3;
/** Milliseconds that seats which were held without being paid for count against their holder. */
const REMEMBERED = DAY;

interface Row {
  readonly screeningId: number;
  readonly status: TicketState;
  readonly createdAt: unknown;
  readonly closesAt: unknown;
  readonly closedAt: unknown;
}

/** Orders of a user that are to be paid yet; those of one screening that were not paid, too. */
const SQL = `
  SELECT o.screeningId AS screeningId, o.status AS status, o.createdAt AS createdAt,
    o.closesAt AS closesAt, closing.createdAt AS closedAt
  FROM tickets_order o
  LEFT JOIN tickets_change closing ON closing.orderId = o.id AND closing.toStatus = 'closed'
  WHERE o.userId = ? AND (o.status = 'paying'
    OR (o.status = 'closed' AND o.screeningId = ? AND o.createdAt > ?))`;

/**
 * Keeps one user from taking seats away from all others by holding them and never paying: what
 * matters is how long seats of a screening were held, be it that the time went by or that they were
 * released and locked again. The last hold is as short as what is left.
 */
@Injectable()
export class UnpaidHolds {
  constructor(private readonly settings: Settings) {}

  /**
   * How long the user may hold seats of a screening from now on. The user must be locked: those who
   * lock seats come one after the other by that, so that they count each other.
   *
   * @returns milliseconds
   * @throws ValidationError when the user has too many orders to pay, or has held seats of this
   *   screening for too long without paying
   */
  async allowed(
    manager: EntityManager,
    userId: number,
    screeningId: number,
    now: Date,
  ): Promise<number> {
    const { holdMinutes, unpaidHolds } = this.settings.of(ticketSettings);
    const orders = await ordersOf(manager, userId, screeningId, now);
    const unpaid = orders.filter(({ status, closesAt }) => status === 'paying' && closesAt > now);
    if (unpaid.some((order) => order.screeningId === screeningId)) {
      throw ValidationError.nonField(MESSAGES.unpaidHere);
    }
    if (unpaid.length >= UNPAID) throw ValidationError.nonField(MESSAGES.tooManyUnpaid(UNPAID));
    const held = orders
      .filter((order) => order.screeningId === screeningId)
      .reduce((sum, order) => sum + heldFor(order), 0);
    const left = unpaidHolds * holdMinutes * MINUTE - held;
    if (left < LEAST_HOLD_MINUTES * MINUTE) throw ValidationError.nonField(MESSAGES.heldInVain);
    return Math.min(holdMinutes * MINUTE, left);
  }
}

type Order = Pick<TicketOrder, 'screeningId' | 'status' | 'createdAt' | 'closesAt'> & {
  readonly closedAt: Date | null;
};

async function ordersOf(
  manager: EntityManager,
  userId: number,
  screeningId: number,
  now: Date,
): Promise<Order[]> {
  const remembered = new Date(now.getTime() - REMEMBERED);
  const since = storedValue(manager, TicketOrder, 'createdAt', remembered);
  const rows = await manager.query<Row[]>(SQL, [userId, screeningId, since]);
  const date = (value: unknown) => hydratedValue(manager, TicketOrder, 'createdAt', value);
  return rows.map((row) => ({
    screeningId: row.screeningId,
    status: row.status,
    createdAt: date(row.createdAt),
    closesAt: date(row.closesAt),
    closedAt: row.closedAt === null ? null : date(row.closedAt),
  }));
}

/** Milliseconds that seats were held, at least a minute: nobody locks and releases without end. */
function heldFor({ createdAt, closesAt, closedAt }: Order): number {
  const end = Math.min(closesAt.getTime(), closedAt?.getTime() ?? Infinity);
  return Math.max(MINUTE, end - createdAt.getTime());
}
