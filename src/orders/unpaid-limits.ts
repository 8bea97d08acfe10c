import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../config/settings.js';
import { placeholders, storedValue } from '../infrastructure/database/statements.js';
import { orderSettings } from './orders.settings.js';
import { ValidationError } from '../rest/index.js';
import { Order } from './entities/index.js';
import { EXPIRED_ACTOR } from './order-moves.js';
import { UNPAID, type OrderState } from './order-states.js';
import { MESSAGES } from './orders.messages.js';
import { DAY } from '../infrastructure/durations.js';

/** Pieces of some goods that a user wants, and what the goods are called. */
interface Wanted {
  readonly goodsId: number;
  readonly quantity: number;
  readonly name: string;
}

/** How many orders of a user are in some state. */
interface Count {
  readonly status: OrderState;
  readonly orders: number | string;
}

type Held = Record<'goodsId' | 'pieces', number | string>;
const NOTHING: ReadonlyMap<number, number> = new Map();

/** Milliseconds that an order which was not paid in time counts against its user. */
const REMEMBERED = DAY;

const IS_UNPAID = `status IN (${placeholders([...UNPAID])})`;
const IS_CLOSED_LATELY = `status = 'TRADE_CLOSED' AND createdAt > ?`;

/** Answered by one index alone, as every order asks for it; the other two are seldom asked for. */
const COUNTS = `SELECT status, COUNT(*) AS orders FROM orders_order
  WHERE userId = ? AND (${IS_UNPAID} OR ${IS_CLOSED_LATELY}) GROUP BY status`;
const EXPIRED = `SELECT COUNT(*) AS orders FROM orders_order WHERE userId = ? AND ${IS_CLOSED_LATELY}
  AND EXISTS (SELECT 1 FROM orders_change
    WHERE orders_change.orderId = orders_order.id AND orders_change.actor = ?)`;
const heldSql = (goodsIds: readonly number[]) => `
  SELECT line.goodsId AS goodsId, SUM(line.quantity) AS pieces
  FROM orders_order o JOIN orders_line line ON line.orderId = o.id
  WHERE o.userId = ? AND o.${IS_UNPAID} AND line.goodsId IN (${placeholders(goodsIds)})
  GROUP BY line.goodsId`;

/** Keeps one user from taking the stock away from all others by orders that are never paid. */
@Injectable()
export class UnpaidLimits {
  constructor(private readonly settings: Settings) {}

  /**
   * Looks at what the user has ordered before. The lines of the cart must be locked: orders of one
   * user are placed one after the other by that, so that they count each other.
   *
   * @returns minutes that the next order waits for its payment
   * @throws ValidationError when the user has too many orders to pay, or would hold too many pieces
   */
  async check(
    manager: EntityManager,
    userId: number,
    now: Date,
    wanted: readonly Wanted[],
  ): Promise<number> {
    const { unpaidOrders, unpaidPieces, paymentMinutes, expiredOrders, shortPaymentMinutes } =
      this.settings.of(orderSettings);
    const since = storedValue(manager, Order, 'createdAt', new Date(now.getTime() - REMEMBERED));
    const counts = await manager.query<Count[]>(COUNTS, [userId, ...UNPAID, since]);
    const unpaid = ordersOf(counts.filter(({ status }) => UNPAID.has(status)));
    if (unpaid >= unpaidOrders) {
      throw ValidationError.nonField(MESSAGES.tooManyUnpaid(unpaidOrders));
    }
    const goodsIds = wanted.map(({ goodsId }) => goodsId);
    const held = unpaid > 0 ? await this.held(manager, userId, goodsIds) : NOTHING;
    for (const { goodsId, quantity, name } of wanted) {
      if ((held.get(goodsId) ?? 0) + quantity <= unpaidPieces) continue;
      throw ValidationError.nonField(MESSAGES.tooManyHeld(name, unpaidPieces));
    }
    // Those that the user has closed are among them, so that this is no more than they can be.
    const closed = ordersOf(counts.filter(({ status }) => !UNPAID.has(status)));
    if (closed < expiredOrders) return paymentMinutes;
    const expired = await manager.query<Count[]>(EXPIRED, [userId, since, EXPIRED_ACTOR]);
    if (ordersOf(expired) < expiredOrders) return paymentMinutes;
    return Math.min(paymentMinutes, shortPaymentMinutes);
  }

  /** Pieces in the user's orders to be paid yet, by goods. */
  private async held(
    manager: EntityManager,
    userId: number,
    goodsIds: readonly number[],
  ): Promise<ReadonlyMap<number, number>> {
    const parameters = [userId, ...UNPAID, ...goodsIds];
    const rows = await manager.query<Held[]>(heldSql(goodsIds), parameters);
    return new Map(rows.map(({ goodsId, pieces }) => [Number(goodsId), Number(pieces)]));
  }
}

/** The sum of some counts, which drivers tell as numbers or as texts. */
function ordersOf(counts: readonly Count[]): number {
  return counts.reduce((sum, { orders }) => sum + Number(orders), 0);
}
