import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { Stock } from '../../goods/stock.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { explainRefund, RefundsService, refuseOwnMoney } from '../../payments/index.js';
import { NotFound, ValidationError, type Once, type RestTransaction } from '../../rest/index.js';
import {
  OrderChange,
  OrderLine,
  OrderReturn,
  ReturnImage,
  ReturnLine,
  type Order,
} from '../entities/index.js';
import { checkPieces, type LinePieces } from '../fulfilment/pieces.js';
import { lockOrder } from '../lock-order.js';
import { moveFulfilment, recordChanges } from '../order-moves.js';
import { PAYABLE_STATES } from '../order-states.js';
import { orderSettings } from '../orders.settings.js';
import { MESSAGES } from './returns.messages.js';
import { moveReturn } from './return-moves.js';
import { CAME_BACK, UNDER_WAY } from './return-states.js';
import { returnedPieces } from './returned-pieces.js';
import { DAY } from '../../infrastructure/durations.js';

/** Pieces that a buyer wants to send back. */
export interface ReturnRequest extends Pick<OrderReturn, 'orderId' | 'userId' | 'reason'> {
  readonly pieces: readonly LinePieces[];
  /** Paths of pictures below the media folder. */
  readonly imagePaths?: readonly string[];
}

/** What the shop decides of pieces that have come back. */
export interface Arrival {
  readonly restock: boolean;
  /** What is given back for them; absent: what they cost, or what is left of it. */
  readonly amountCents?: number;
}

/** Where all pieces of an order are with the buyer or on the way there. */
const WITH_BUYER: ReadonlySet<Order['fulfilment']> = new Set(['sent', 'received']);

/**
 * Returns: asked for by buyers, accepted or refused by the shop, and paid back once the pieces are
 * there. Everything locks the order first.
 */
@Injectable()
export class OrderReturns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly refunds: RefundsService,
    private readonly stock: Stock,
    private readonly settings: Settings,
  ) {}

  /**
   * @returns id of the return
   * @throws ValidationError when the order's money cannot go back, it was received too long ago, or
   *   its buyer has not so many pieces that are in no other return
   */
  async ask(tx: RestTransaction, request: ReturnRequest): Promise<number> {
    const { pieces, imagePaths = [], ...asked } = request;
    const { manager } = tx;
    const { orderId, userId, reason } = asked;
    const order = await lockOrder(manager, { id: orderId });
    if (!order) throw new NotFound();
    await this.refuseUnpaid(manager, order);
    await this.refuseLate(manager, order);
    checkPieces(await this.returnable(manager, orderId), pieces, MESSAGES.tooMany);
    const row = { ...asked, status: 'asked', createdAt: new Date() } as const;
    const { identifiers } = await manager.insert(OrderReturn, row);
    const returnId = identifiers[0]!.id as number;
    await manager.insert(
      ReturnLine,
      pieces.map(({ line: lineId, count: quantity }) => ({ returnId, lineId, quantity })),
    );
    if (imagePaths.length > 0) {
      const images = imagePaths.map((image) => ({ returnId, image }));
      await manager.insert(ReturnImage, images);
    }
    const step = { track: 'return', fromStatus: null, toStatus: 'asked' } as const;
    const cause = { actor: `user:${userId}`, reason: `return ${returnId}: ${reason}` };
    await recordChanges(manager, orderId, [step], cause);
    return returnId;
  }

  /**
   * The buyer keeps the pieces after all.
   *
   * @throws ValidationError when the pieces are at the shop already, or will not be
   */
  async withdraw(tx: RestTransaction, id: number, userId: number): Promise<void> {
    const { row } = await this.lock(tx, id);
    const cause = { actor: `user:${userId}`, reason: 'withdrawn by the buyer' };
    if (await moveReturn(tx.manager, row, 'withdrawn', cause)) return;
    throw ValidationError.nonField(MESSAGES.tooLate);
  }

  /**
   * The shop accepts or refuses a return.
   *
   * @throws ValidationError when it is too late for that; PermissionDenied for the own one
   */
  async decide(
    tx: RestTransaction,
    id: number,
    to: 'accepted' | 'refused',
    answer: string,
    userId: number,
  ): Promise<void> {
    const { row } = await this.lock(tx, id);
    const cause = { actor: `user:${userId}`, reason: answer || to };
    await refuseOwnMoney(tx.manager, row, cause.actor);
    if (await moveReturn(tx.manager, row, to, cause, { answer })) return;
    throw ValidationError.nonField(MESSAGES.tooLate);
  }

  /**
   * The pieces have come back: they go into the stock, or not, and their money goes back.
   *
   * @throws ValidationError when the return is not accepted, or so much money is not left;
   *   PermissionDenied for the own one
   */
  async arrive(id: number, arrival: Arrival, userId: number, once: Once): Promise<void> {
    await this.unitOfWork.run((tx) => {
      tx.afterCommit(() => this.send(id));
      return once(tx, async () => {
        await this.takeIn(tx, id, arrival, userId);
        return id;
      });
    });
  }

  /**
   * Gives the money for pieces that are there back once more, after the provider has refused.
   *
   * @throws ValidationError when that is not so
   */
  async refundAgain(id: number, userId: number, once: Once): Promise<void> {
    await this.unitOfWork.run((tx) => {
      tx.afterCommit(() => this.send(id));
      return once(tx, async () => {
        const { row, order } = await this.lock(tx, id);
        const isRefused =
          row.refundId !== null && (await this.refunds.isRefused(tx.manager, row.refundId));
        if (row.status !== 'arrived' || !isRefused) {
          throw ValidationError.nonField(MESSAGES.notRefused);
        }
        const refundId = await this.reserve(tx, order, row, row.refundCents!, `user:${userId}`);
        await tx.manager.update(OrderReturn, id, { refundId });
        return id;
      });
    });
  }

  private async takeIn(
    tx: RestTransaction,
    id: number,
    { restock, amountCents }: Arrival,
    userId: number,
  ): Promise<void> {
    const { manager } = tx;
    const { row, order } = await this.lock(tx, id);
    const actor = `user:${userId}`;
    await refuseOwnMoney(manager, row, actor);
    if (row.status !== 'accepted') throw ValidationError.nonField(MESSAGES.notAccepted);
    const pieces = await manager.find(ReturnLine, {
      where: { returnId: id },
      relations: { line: true },
    });
    const cause = { actor, reason: restock ? 'arrived, back into stock' : 'arrived' };
    if (restock) {
      const back = pieces.map(({ quantity, line: { goodsId } }) => ({ goodsId, quantity }));
      await this.stock.takeBackSale(tx, back);
    }
    const worth = pieces.reduce((sum, { quantity, line }) => sum + quantity * line.priceCents, 0);
    const refundCents = amountCents ?? Math.min(worth, await this.refunds.leftOf(tx, order.sn));
    const refundId =
      refundCents > 0 ? await this.reserve(tx, order, row, refundCents, actor) : null;
    const arrived = { refundCents, refundId, isRestocked: restock };
    await moveReturn(manager, row, 'arrived', cause, arrived);
    if (refundId === null) {
      await moveReturn(manager, row, 'refunded', { actor, reason: 'no money goes back' });
    }
    if (WITH_BUYER.has(order.fulfilment) && (await this.isAllBack(manager, order.id))) {
      await moveFulfilment(manager, order, 'returned', cause, { receiveBy: null });
    }
  }

  /** @returns id of the refund */
  private async reserve(
    tx: RestTransaction,
    { sn: orderSn }: Order,
    { id }: OrderReturn,
    amountCents: number,
    actor: string,
  ): Promise<number> {
    const wanted = { orderSn, amountCents, reason: `return ${id}`, restock: false, actor };
    const refund = await this.refunds.reserve(tx, wanted).catch(explainRefund);
    return refund.id;
  }

  /** Sends the refund of a return, if there is one; what cannot be sent now is sent later. */
  private async send(id: number): Promise<void> {
    const { refundId } = await this.dataSource.manager.findOneByOrFail(OrderReturn, { id });
    if (refundId !== null) await this.refunds.sendNow(await this.refunds.find(refundId));
  }

  /** The return and its order, which is locked; @throws NotFound */
  private async lock(
    { manager }: RestTransaction,
    id: number,
  ): Promise<{ row: OrderReturn; order: Order }> {
    const found = await manager.findOneBy(OrderReturn, { id });
    const order = found && (await lockOrder(manager, { id: found.orderId }));
    // Read again: whoever was faster may have moved it.
    const row = order && (await manager.findOneBy(OrderReturn, { id }));
    if (!row) throw new NotFound();
    return { row, order };
  }

  private async refuseUnpaid(manager: EntityManager, order: Order): Promise<void> {
    const isRefundable = PAYABLE_STATES[order.status] === 'paid';
    if (isRefundable && !(await this.refunds.isAllGoingBack(manager, order.sn))) return;
    throw ValidationError.nonField(MESSAGES.notPaid);
  }

  private async refuseLate(manager: EntityManager, { id, fulfilment }: Order): Promise<void> {
    if (fulfilment !== 'received') return;
    const receipt = await manager.findOne(OrderChange, {
      select: { createdAt: true },
      where: { orderId: id, track: 'fulfilment', toStatus: 'received' },
      order: { id: 'DESC' },
    });
    const { returnDays } = this.settings.of(orderSettings);
    // Of orders that are older than their history nobody knows when; it is long ago.
    if (receipt && Date.now() < receipt.createdAt.getTime() + returnDays * DAY) return;
    throw ValidationError.nonField(MESSAGES.timeIsOver(returnDays));
  }

  /** Pieces of an order that its buyer has and that are in no return, by id of the line. */
  private async returnable(manager: EntityManager, orderId: number) {
    const returned = await returnedPieces(manager, orderId, UNDER_WAY);
    const lines = await manager.findBy(OrderLine, { orderId });
    return new Map(
      lines.map(({ id, sentQuantity }) => [id, sentQuantity - (returned.get(id) ?? 0)]),
    );
  }

  private async isAllBack(manager: EntityManager, orderId: number): Promise<boolean> {
    const back = await returnedPieces(manager, orderId, CAME_BACK);
    const lines = await manager.findBy(OrderLine, { orderId });
    return lines.every(({ id, sentQuantity }) => (back.get(id) ?? 0) === sentQuantity);
  }
}
