import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { orderSettings } from '../orders.settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { NotFound, ValidationError, type Once, type RestTransaction } from '../../rest/index.js';
import { Order, OrderLine, Shipment, ShipmentLine } from '../entities/index.js';
import { lockOrder } from '../lock-order.js';
import { CashService, RefundsService, refuseOwnMoney, type Cause } from '../../payments/index.js';
import { EXPIRED_ACTOR, moveFulfilment } from '../order-moves.js';
import { OrderPayments } from '../order-payments.js';
import { MESSAGES } from '../orders.messages.js';
import { SHIPPABLE, type Fulfilment } from './fulfilment-states.js';
import { checkPieces, type LinePieces } from './pieces.js';
import { receiveBy } from './receive-by.js';

/** Where all pieces have left the shop for the buyer. */
const ARRIVING: ReadonlySet<Fulfilment> = new Set(['sent', 'received']);

/** A parcel that is about to be sent. */
export interface Parcel {
  readonly carrier: string;
  readonly trackingNumber: string;
  /** What is in it; absent: all that has not been sent yet. */
  readonly lines?: readonly LinePieces[];
}

/**
 * Sends orders and has them received. Everything locks the order first, so that of two who ship,
 * receive, return or refund it at the same moment the second sees what the first has done.
 */
@Injectable()
export class FulfilmentService {
  constructor(
    private readonly settings: Settings,
    private readonly unitOfWork: UnitOfWork,
    private readonly refunds: RefundsService,
    private readonly cash: CashService,
    private readonly payments: OrderPayments,
  ) {}

  /**
   * Sends pieces of an order; once none is left it is sent.
   *
   * @param userId who sends it
   * @returns id of the shipment
   * @throws ValidationError when nothing of the order is to be sent, not these pieces, or all its
   *   money is about to go back
   */
  ship(orderId: number, parcel: Parcel, userId: number, once: Once): Promise<number> {
    return this.unitOfWork.run((tx) => once(tx, () => this.send(tx, orderId, parcel, userId)));
  }

  /** The buyer has an order that was sent; @throws ValidationError when it is not on its way. */
  async receive(tx: RestTransaction, orderId: number, userId: number): Promise<void> {
    const order = await lockOrder(tx.manager, { id: orderId });
    if (order?.fulfilment !== 'sent') throw ValidationError.nonField(MESSAGES.notOnItsWay);
    await received(tx.manager, order, { actor: `user:${userId}`, reason: 'received by the buyer' });
  }

  /** Receives an order that nobody said anything of; @returns false when it is not overdue. */
  receiveOverdue(orderId: number, now = new Date()): Promise<boolean> {
    return this.unitOfWork.run(async ({ manager }) => {
      const order = await lockOrder(manager, { id: orderId });
      if (order?.fulfilment !== 'sent' || !order.receiveBy || order.receiveBy > now) return false;
      const reason = `nothing said for ${this.settings.of(orderSettings).autoReceiveDays} days`;
      await received(manager, order, { actor: EXPIRED_ACTOR, reason });
      return true;
    });
  }

  /**
   * An order was paid for at the door, where it has arrived.
   *
   * @param userId who says so
   * @throws ValidationError when it is not to be paid for there, or has not been sent;
   *   PermissionDenied for the own one
   */
  async collect(orderId: number, userId: number, once: Once): Promise<void> {
    await this.unitOfWork.run((tx) =>
      once(tx, async () => {
        const order = await lockOrder(tx.manager, { id: orderId });
        const actor = `user:${userId}`;
        if (order) await refuseOwnMoney(tx.manager, order, actor);
        if (order?.status !== 'on_delivery' || !ARRIVING.has(order.fulfilment)) {
          throw ValidationError.nonField(MESSAGES.notToCollect);
        }
        await this.cash.take(tx, order.sn, order.totalCents, actor);
        if (order.fulfilment === 'sent') {
          await received(tx.manager, order, { actor, reason: 'paid for at the door' });
        }
        return orderId;
      }),
    );
  }

  /**
   * The buyer has not taken an order at the door: it is closed, and its pieces are back in stock.
   *
   * @param userId who says so
   * @throws ValidationError when it is not to be paid for there, or is not on its way;
   *   PermissionDenied for the own one
   */
  async refuseAtDoor(orderId: number, userId: number, once: Once): Promise<void> {
    await this.unitOfWork.run((tx) =>
      once(tx, async () => {
        const order = await lockOrder(tx.manager, { id: orderId });
        if (order) await refuseOwnMoney(tx.manager, order, `user:${userId}`);
        if (order?.status !== 'on_delivery' || order.fulfilment !== 'sent') {
          throw ValidationError.nonField(MESSAGES.notToRefuse);
        }
        const cause = { actor: `user:${userId}`, reason: 'not taken at the door' };
        await this.payments.close(tx, order, cause);
        await moveFulfilment(tx.manager, order, 'returned', cause, { receiveBy: null });
        return orderId;
      }),
    );
  }

  /** @returns the parcel's id */
  private async send(
    { manager }: RestTransaction,
    orderId: number,
    { carrier, trackingNumber, lines: wanted }: Parcel,
    sentBy: number,
  ): Promise<number> {
    const order = await lockOrder(manager, { id: orderId });
    if (!order) throw new NotFound();
    if (!SHIPPABLE.has(order.fulfilment)) throw ValidationError.nonField(MESSAGES.notToSend);
    if (await this.refunds.isAllGoingBack(manager, order.sn)) {
      throw ValidationError.nonField(MESSAGES.moneyGoesBack);
    }
    const lines = await manager.find(OrderLine, { where: { orderId }, order: { id: 'ASC' } });
    const pieces = packed(lines, wanted);
    const sentAt = new Date();
    const shipment = { orderId, carrier, trackingNumber, sentBy, sentAt };
    const { identifiers } = await manager.insert(Shipment, shipment);
    const shipmentId = identifiers[0]!.id as number;
    await manager.insert(
      ShipmentLine,
      pieces.map(({ line, count }) => ({ shipmentId, lineId: line, quantity: count })),
    );
    for (const { line, count } of pieces) {
      await manager.increment(OrderLine, { id: line }, 'sentQuantity', count);
    }
    const isAll = sum(pieces) === sum(rest(lines));
    // What is paid for at the door is reported by the carrier.
    const isPaid = order.status !== 'on_delivery';
    await moveFulfilment(
      manager,
      order,
      isAll ? 'sent' : 'partly_sent',
      { actor: `user:${sentBy}`, reason: `${carrier} ${trackingNumber}` },
      { receiveBy: isAll && isPaid ? receiveBy(this.settings, sentAt) : null },
    );
    return shipmentId;
  }
}

/** The order has arrived. */
export function received(manager: EntityManager, order: Order, cause: Cause): Promise<void> {
  return moveFulfilment(manager, order, 'received', cause, { receiveBy: null });
}

/** What of the lines has not been sent. */
function rest(lines: readonly OrderLine[]): LinePieces[] {
  return lines
    .map(({ id, quantity, sentQuantity }) => ({ line: id, count: quantity - sentQuantity }))
    .filter(({ count }) => count > 0);
}

/** What goes into a parcel; @throws ValidationError when that is not there to be sent. */
function packed(lines: readonly OrderLine[], wanted?: readonly LinePieces[]): LinePieces[] {
  const left = rest(lines);
  if (!wanted) return left;
  const available = new Map(left.map(({ line, count }) => [line, count]));
  checkPieces(available, wanted, MESSAGES.tooManyOfLine);
  return [...wanted];
}

function sum(pieces: readonly LinePieces[]): number {
  return pieces.reduce((total, { count }) => total + count, 0);
}
