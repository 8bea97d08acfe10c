import { Injectable } from '@nestjs/common';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { Settings } from '../config/settings.js';
import { ValidationError, type RestTransaction } from '../rest/index.js';
import { UsersService } from '../users/users.service.js';
import { Order, OrderChange, OrderLine } from './entities/index.js';
import { EXPIRED_ACTOR } from './order-moves.js';
import { UNPAID } from './order-states.js';
import { MESSAGES } from './orders.messages.js';

/** Pieces of some goods that a user wants, and what the goods are called. */
interface Wanted {
  readonly goodsId: number;
  readonly quantity: number;
  readonly name: string;
}

/** Milliseconds that an order which was not paid in time counts against its user. */
const DAY = 86_400_000;

/** Keeps one user from taking the stock away from all others by orders that are never paid. */
@Injectable()
export class UnpaidLimits {
  constructor(
    private readonly settings: Settings,
    private readonly users: UsersService,
  ) {}

  /** Lets the orders of one user be placed one after the other, so that they count each other. */
  async queueUp({ manager }: RestTransaction, userId: number): Promise<void> {
    await this.users.lock(manager, userId);
  }

  /**
   * The user's orders must be queued up.
   *
   * @throws ValidationError when the user has too many orders to pay, or would hold too many pieces
   */
  async check(manager: EntityManager, userId: number, wanted: readonly Wanted[]): Promise<void> {
    const { unpaidOrders, unpaidPieces } = this.settings.orderLimits;
    const count = await manager.countBy(Order, { userId, status: In([...UNPAID]) });
    if (count >= unpaidOrders) throw ValidationError.nonField(MESSAGES.tooManyUnpaid(unpaidOrders));
    const held = count > 0 ? await this.held(manager, userId, wanted) : new Map<number, number>();
    for (const { goodsId, quantity, name } of wanted) {
      if ((held.get(goodsId) ?? 0) + quantity <= unpaidPieces) continue;
      throw ValidationError.nonField(MESSAGES.tooManyHeld(name, unpaidPieces));
    }
  }

  /** Minutes that the user's next order waits for its payment. */
  async paymentMinutes(manager: EntityManager, userId: number, now: Date): Promise<number> {
    const { orderPaymentMinutes, orderLimits } = this.settings;
    const since = new Date(now.getTime() - DAY);
    const expired = await manager
      .createQueryBuilder(Order, 'o')
      .innerJoin(OrderChange, 'change', 'change.orderId = o.id AND change.actor = :actor', {
        actor: EXPIRED_ACTOR,
      })
      .where({ userId, status: 'TRADE_CLOSED', createdAt: MoreThan(since) })
      .getCount();
    if (expired < orderLimits.expiredOrders) return orderPaymentMinutes;
    return Math.min(orderPaymentMinutes, orderLimits.shortPaymentMinutes);
  }

  private async held(
    manager: EntityManager,
    userId: number,
    wanted: readonly Wanted[],
  ): Promise<Map<number, number>> {
    const goodsIds = wanted.map(({ goodsId }) => goodsId);
    const rows = await manager
      .createQueryBuilder(OrderLine, 'line')
      .innerJoin('line.order', 'o')
      .select('line.goodsId', 'goodsId')
      .addSelect('SUM(line.quantity)', 'pieces')
      .where('o.userId = :userId AND o.status IN (:...unpaid)', { userId, unpaid: [...UNPAID] })
      .andWhere({ goodsId: In(goodsIds) })
      .groupBy('line.goodsId')
      .getRawMany<{ goodsId: number; pieces: string | number }>();
    return new Map(rows.map(({ goodsId, pieces }) => [goodsId, Number(pieces)]));
  }
}
