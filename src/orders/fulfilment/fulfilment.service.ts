import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { NotFound, ValidationError, type Once, type RestTransaction } from '../../rest/index.js';
import { Order, OrderLine, Shipment, ShipmentLine } from '../entities/index.js';
import { lockOrder } from '../lock-order.js';
import type { Cause } from '../../payments/index.js';
import { EXPIRED_ACTOR, moveFulfilment } from '../order-moves.js';
import { MESSAGES } from '../orders.messages.js';
import { SHIPPABLE } from './fulfilment-states.js';

/** So many pieces of a line of an order. */
export interface LinePieces {
  /** Id of the line. */
  readonly line: number;
  /** Pieces; at least 1. */
  readonly count: number;
}

/** A parcel that is about to be sent. */
export interface Parcel {
  readonly carrier: string;
  readonly trackingNumber: string;
  /** What is in it; absent: all that has not been sent yet. */
  readonly lines?: readonly LinePieces[];
}

/** Milliseconds. */
const DAY = 86_400_000;

/**
 * Sends orders and has them received. Everything locks the order first, so that of two who ship,
 * receive, return or refund it at the same moment the second sees what the first has done.
 */
@Injectable()
export class FulfilmentService {
  constructor(
    private readonly settings: Settings,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Sends pieces of an order; once none is left it is sent.
   *
   * @param userId who sends it
   * @returns id of the shipment
   * @throws ValidationError when nothing of the order is to be sent, or not these pieces
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
      const reason = `nothing said for ${this.settings.autoReceiveDays} days`;
      await received(manager, order, { actor: EXPIRED_ACTOR, reason });
      return true;
    });
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
    const receiveBy = new Date(sentAt.getTime() + this.settings.autoReceiveDays * DAY);
    await moveFulfilment(
      manager,
      order,
      isAll ? 'sent' : 'partly_sent',
      { actor: `user:${sentBy}`, reason: `${carrier} ${trackingNumber}` },
      { receiveBy: isAll && isPaid ? receiveBy : null },
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
  const counts = new Map(left.map(({ line, count }) => [line, count]));
  for (const { line, count } of wanted) {
    const available = counts.get(line) ?? 0;
    if (count > available) {
      throw new ValidationError({ lines: [MESSAGES.tooManyOfLine(line, available)] });
    }
    counts.set(line, available - count);
  }
  return [...wanted];
}

function sum(pieces: readonly LinePieces[]): number {
  return pieces.reduce((total, { count }) => total + count, 0);
}
