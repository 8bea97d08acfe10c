import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../config/settings.js';
import { placeholders, storedValue } from '../infrastructure/database/statements.js';
import { orderSettings } from './orders.settings.js';
import { ValidationError } from '../rest/index.js';
import { Order } from './entities/index.js';
import { EXPIRED_ACTOR } from './order-moves.js';
import { UNPAID } from './order-states.js';
import { MESSAGES } from './orders.messages.js';
import { DAY } from '../infrastructure/durations.js';

/** Pieces of some goods that a user wants, and what the goods are called. */
interface Wanted {
  readonly goodsId: number;
  readonly quantity: number;
  readonly name: string;
}

/** Orders of a user that speak against the next one. */
export interface BuyerRecord {
  /** Those to be paid yet. */
  readonly unpaid: number;
  /** Those of the last day that were not paid in time. */
  readonly expired: number;
  /** Pieces in orders to be paid yet, by goods. */
  readonly held: ReadonlyMap<number, number>;
}

type RecordRow = Record<'unpaid' | 'expired', number | string> &
  Record<'goodsId' | 'pieces', number | string | null>;

/** Milliseconds that an order which was not paid in time counts against its user. */
const REMEMBERED = DAY;

const IS_UNPAID = `status IN (${placeholders([...UNPAID])})`;

/** A row for each of the goods that are in unpaid orders, or one without goods. */
const recordSql = (goodsIds: readonly number[]) => `
  SELECT record.unpaid AS unpaid, record.expired AS expired, held.goodsId AS goodsId,
    held.pieces AS pieces
  FROM (SELECT
    (SELECT COUNT(*) FROM orders_order WHERE userId = ? AND ${IS_UNPAID}) AS unpaid,
    (SELECT COUNT(*) FROM orders_order o WHERE o.userId = ? AND o.status = 'TRADE_CLOSED'
      AND o.createdAt > ? AND EXISTS (
        SELECT 1 FROM orders_change c WHERE c.orderId = o.id AND c.actor = ?)) AS expired
  ) record
  LEFT JOIN (SELECT line.goodsId AS goodsId, SUM(line.quantity) AS pieces
    FROM orders_order o JOIN orders_line line ON line.orderId = o.id
    WHERE o.userId = ? AND o.${IS_UNPAID} AND line.goodsId IN (${placeholders(goodsIds)})
    GROUP BY line.goodsId
  ) held ON 1 = 1`;

/** Keeps one user from taking the stock away from all others by orders that are never paid. */
@Injectable()
export class UnpaidLimits {
  constructor(private readonly settings: Settings) {}

  /**
   * What the user has ordered before. The lines of the cart must be locked: orders of one user are
   * placed one after the other by that, so that they count each other.
   *
   * @param wanted tells of which goods the pieces are counted
   */
  async record(
    manager: EntityManager,
    userId: number,
    now: Date,
    wanted: readonly Wanted[],
  ): Promise<BuyerRecord> {
    const remembered = new Date(now.getTime() - REMEMBERED);
    const since = storedValue(manager, Order, 'createdAt', remembered);
    const goodsIds = wanted.map(({ goodsId }) => goodsId);
    const rows = await manager.query<RecordRow[]>(recordSql(goodsIds), [
      userId,
      ...UNPAID,
      userId,
      since,
      EXPIRED_ACTOR,
      userId,
      ...UNPAID,
      ...goodsIds,
    ]);
    const held = rows.filter(({ goodsId }) => goodsId !== null);
    return {
      unpaid: Number(rows[0]!.unpaid),
      expired: Number(rows[0]!.expired),
      held: new Map(held.map(({ goodsId, pieces }) => [Number(goodsId), Number(pieces)])),
    };
  }

  /**
   * @throws ValidationError when the user has too many orders to pay, or would hold too many pieces
   */
  check({ unpaid, held }: BuyerRecord, wanted: readonly Wanted[]): void {
    const { unpaidOrders, unpaidPieces } = this.settings.of(orderSettings);
    if (unpaid >= unpaidOrders) {
      throw ValidationError.nonField(MESSAGES.tooManyUnpaid(unpaidOrders));
    }
    for (const { goodsId, quantity, name } of wanted) {
      if ((held.get(goodsId) ?? 0) + quantity <= unpaidPieces) continue;
      throw ValidationError.nonField(MESSAGES.tooManyHeld(name, unpaidPieces));
    }
  }

  /** Minutes that the user's next order waits for its payment. */
  paymentMinutes({ expired }: BuyerRecord): number {
    const { paymentMinutes, expiredOrders, shortPaymentMinutes } = this.settings.of(orderSettings);
    if (expired < expiredOrders) return paymentMinutes;
    return Math.min(paymentMinutes, shortPaymentMinutes);
  }
}
