import { yuan } from '../cents.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CartService, type SelectedLine } from '../cart/cart.service.js';
import { Settings } from '../config/settings.js';
import { orderSettings } from './orders.settings.js';
import { OutOfStock, type Pieces } from '../goods/stock.js';
import { insertStatement } from '../infrastructure/database/statements.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { MINUTE } from '../infrastructure/durations.js';
import { wholeSecond } from '../infrastructure/whole-second.js';
import {
  isDuplicate,
  NotFound,
  Rest,
  ValidationError,
  type Once,
  type RestTransaction,
} from '../rest/index.js';
import { amountsOf, type Amounts } from './amounts.js';
import { Order, OrderLine, type PayType } from './entities/index.js';
import { UNSENT } from './fulfilment/fulfilment-states.js';
import { lockOrder } from './lock-order.js';
import { OrderEvents } from './order-events.js';
import { EXPIRED_ACTOR, recordChanges, type Step } from './order-moves.js';
import { orderNumber } from './order-number.js';
import { OrderPayments } from './order-payments.js';
import { NotEnoughInStock } from './out-of-stock.js';
import { UnpaidLimits } from './unpaid-limits.js';
import { MESSAGES } from './orders.messages.js';

/** What a shopper says about an order; the goods are those selected in the cart. */
export interface OrderRequest {
  readonly payType: PayType;
  readonly postScript: string;
  readonly address: string;
  readonly signerName: string;
  readonly signerMobile: string;
  /** The total that the shopper agreed to, in cents. */
  readonly expectedTotalCents?: number;
}

/** Goods of a new order, as they are snapshotted. */
interface NewLine extends Pieces, Pick<OrderLine, 'name' | 'priceCents' | 'frontImage'> {
  readonly isShipFree: boolean;
}

/** Largest amount that a column holds, in cents. */
const LARGEST_TOTAL = 2_147_483_647;
/** How orders begin: to be paid first, or sent and paid for at the door. */
const TO_PAY = { status: 'paying', fulfilment: 'none' } as const;
const ON_DELIVERY = { status: 'on_delivery', fulfilment: 'to_send' } as const;

/** How often an order is tried whose number somebody else was quicker to use. */
const TRIES = 5;

const insertOrder = insertStatement(Order, [
  'userId',
  'sn',
  'status',
  'fulfilment',
  'payType',
  'totalCents',
  'freightCents',
  'postScript',
  'address',
  'signerName',
  'signerMobile',
  'closesAt',
  'createdAt',
]);
const insertLines = insertStatement(OrderLine, [
  'orderId',
  'goodsId',
  'name',
  'priceCents',
  'quantity',
  'frontImage',
]);

/** Places, cancels and closes orders. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly settings: Settings,
    private readonly rest: Rest,
    private readonly unitOfWork: UnitOfWork,
    private readonly cart: CartService,
    private readonly payments: OrderPayments,
    private readonly events: OrderEvents,
    private readonly limits: UnpaidLimits,
  ) {}

  /**
   * Turns the selected lines of the cart into an order: all of it or nothing.
   *
   * @param once sees to it that a repeated request is the first order again
   * @throws ValidationError when nothing is selected, some goods are out of stock, there is nothing to
   *   pay, the total is not the expected one, or the user keeps too much from the others already
   */
  async place(userId: number, request: OrderRequest, once: Once): Promise<Order> {
    for (let number = 1; ; number += 1) {
      try {
        return await this.unitOfWork.run(async (tx) => {
          let placed: Order | undefined;
          const id = await once(tx, async () => {
            placed = await this.tryPlace(tx, userId, request);
            return placed.id;
          });
          return placed ?? (await tx.manager.findOneByOrFail(Order, { id }));
        });
      } catch (error) {
        // Whoever loses the last pieces is told so by the next look at the stock.
        const isLost = isDuplicate(error) || error instanceof OutOfStock;
        if (isLost && number < TRIES) continue;
        if (!(error instanceof OutOfStock)) throw error;
        throw new NotEnoughInStock(`#${error.lines[0]!.goodsId}`, 0);
      }
    }
  }

  /**
   * The owner takes an order off the list. One that is unpaid is closed and its pieces go back.
   *
   * @throws NotFound when the user has no such order, ValidationError when it is paid
   */
  async remove(tx: RestTransaction, userId: number, orderId: number): Promise<void> {
    const order = await lockOrder(tx.manager, { id: orderId });
    if (!order || order.userId !== userId || order.isHidden) throw new NotFound();
    const isUnsent = UNSENT.has(order.fulfilment);
    if (order.status === 'paying' || (order.status === 'on_delivery' && isUnsent)) {
      const cause = { actor: `user:${userId}`, reason: 'cancelled by the shopper' };
      await this.payments.close(tx, order, cause, { isHidden: true });
    } else if (order.status === 'TRADE_CLOSED') {
      await tx.manager.update(Order, orderId, { isHidden: true });
    } else {
      throw ValidationError.nonField(isUnsent ? MESSAGES.paidOrder : MESSAGES.sentOrder);
    }
  }

  /** Closes an order whose time to pay is over; @returns false when there was nothing to close. */
  closeOverdue(orderId: number, now = new Date()): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockOrder(tx.manager, { id: orderId });
      if (order?.status !== 'paying' || order.closesAt > now) return false;
      await this.payments.close(tx, order, { actor: EXPIRED_ACTOR, reason: 'not paid in time' });
      return true;
    });
  }

  private async tryPlace(
    tx: RestTransaction,
    userId: number,
    request: OrderRequest,
  ): Promise<Order> {
    const { manager } = tx;
    const cartLines = await this.cart.lockSelected(tx, userId);
    if (cartLines.length === 0) throw ValidationError.nonField(MESSAGES.emptyCart);
    const lines = cartLines.map(snapshot);
    const createdAt = wholeSecond(Date.now());
    const paymentMinutes = await this.limits.check(manager, userId, createdAt, lines);
    const order = this.draft(manager, userId, request, {
      ...this.amounts(lines, request.expectedTotalCents),
      createdAt,
      closesAt: new Date(createdAt.getTime() + paymentMinutes * MINUTE),
    });
    order.id = await insertOrder(manager, [order]);
    await insertLines(
      manager,
      lines.map((line) => ({ ...line, orderId: order.id })),
    );
    const cause = { actor: `user:${userId}`, reason: 'placed' };
    await recordChanges(manager, order.id, firstSteps(order), cause);
    // Last, because from here to the commit all other buyers of these goods wait.
    await this.cart.checkOut(tx, cartLines);
    this.events.emit(tx, 'placed', order);
    return order;
  }

  private amounts(lines: readonly NewLine[], expectedCents: number | undefined): Amounts {
    const amounts = amountsOf(lines, this.settings.of(orderSettings));
    const { totalCents } = amounts;
    if (totalCents === 0) throw ValidationError.nonField(MESSAGES.nothingToPay);
    if (totalCents > LARGEST_TOTAL) throw ValidationError.nonField(MESSAGES.totalTooLarge);
    if (expectedCents !== undefined && expectedCents !== totalCents) {
      const total = yuan(totalCents);
      throw new ValidationError({ expected_total: [MESSAGES.totalDiffers(total)] });
    }
    return amounts;
  }

  private draft(
    manager: EntityManager,
    userId: number,
    request: OrderRequest,
    known: Amounts & Pick<Order, 'createdAt' | 'closesAt'>,
  ): Order {
    const { payType, postScript, address, signerName, signerMobile } = request;
    return manager.create(Order, {
      ...known,
      userId,
      payType,
      postScript,
      address,
      signerName,
      signerMobile,
      sn: orderNumber(this.rest.localTime.dateTime(known.createdAt), userId),
      ...(payType === 'cash' ? ON_DELIVERY : TO_PAY),
      receiveBy: null,
      tradeNo: null,
      refundedCents: 0,
      paidAt: null,
      isHidden: false,
    });
  }
}

/**
 * A line of the cart as a line of an order.
 *
 * @throws ValidationError when there are obviously not enough pieces
 */
function snapshot({ goodsId, goods, quantity, reservedUntil }: SelectedLine): NewLine {
  const { name, shopPriceCents: priceCents, frontImage, isShipFree, stock } = goods;
  if (!reservedUntil && stock < quantity) throw new NotEnoughInStock(name, stock);
  return { goodsId, quantity, name, priceCents, frontImage, isShipFree };
}

/** How the history of a new order begins. */
function firstSteps({ status, fulfilment }: Order): Step[] {
  const paying: Step = { track: 'payment', fromStatus: null, toStatus: status };
  if (fulfilment === 'none') return [paying];
  return [paying, { track: 'fulfilment', fromStatus: null, toStatus: fulfilment }];
}
