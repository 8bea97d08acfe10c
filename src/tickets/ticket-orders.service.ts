import { yuan } from '../cents.js';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ScreeningSeat, Seat } from '../cinemas/entities/index.js';
import { saleEnd } from '../cinemas/screenings/sale.js';
import { ScreeningOver, SeatInventory, SeatsTaken } from '../cinemas/seats/seat-inventory.js';
import { Settings } from '../config/settings.js';
import { cinemaSettings } from '../cinemas/cinemas.settings.js';
import { LEAST_HOLD_MINUTES, ticketSettings } from './tickets.settings.js';
import { UnpaidHolds } from './unpaid-holds.js';
import { insertStatement } from '../infrastructure/database/statements.js';
import { MINUTE } from '../infrastructure/durations.js';
import { defineCounter } from '../infrastructure/metrics/index.js';
import { PermitsByKey } from '../infrastructure/database/permits-by-key.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { wholeSecond } from '../infrastructure/whole-second.js';
import {
  isDuplicate,
  NotFound,
  noSuchRow,
  Rest,
  ValidationError,
  type Once,
  type RestTransaction,
} from '../rest/index.js';
import { UsersService } from '../users/users.service.js';
import { chosenSeats, type ChosenScreening, type ChosenSeat } from './chosen-seats.js';
import { TicketLine, TicketOrder } from './entities/index.js';
import { gapOf } from './gaps.js';
import { labelOf } from './seat-label.js';
import { SeatsNotFree } from './seats-not-free.js';
import { lockTicketOrder, recordChange } from './ticket-moves.js';
import { serialNumber } from './ticket-numbers.js';
import { TicketPayments } from './ticket-payments.js';
import { MESSAGES } from './tickets.messages.js';

const LOCKS = defineCounter(
  'box_locks_total',
  'Locks of seats: taken, conflict (somebody else has them), gap (a rule of the hall), expired.',
  ['outcome'],
  ['taken', 'conflict', 'gap', 'expired'],
);

const insertOrder = insertStatement(TicketOrder, [
  'userId',
  'screeningId',
  'sn',
  'status',
  'mobile',
  'totalCents',
  'closesAt',
  'createdAt',
]);
const insertLines = insertStatement(TicketLine, [
  'orderId',
  'seatId',
  'label',
  'zone',
  'priceCents',
  'feeCents',
]);

/**
 * Locks of one screening that this process tries at once: of more, all but one would wait for its row
 * with a connection each, which others need.
 */
const AT_ONCE = 4;
/** How often an order is tried whose number somebody else was quicker to use. */
const TRIES = 5;

/** What a new ticket order has in the columns that are not written. */
const NEW = {
  orderSn: null,
  refundedCents: 0,
  paidAt: null,
  checkedInAt: null,
  code: null,
} as const;

/** Seats that somebody wants. */
export interface TicketRequest {
  readonly screeningId: number;
  readonly seatIds: readonly number[];
  readonly mobile: string;
  /** Whether it may be one that has been answered already, which is told inside the unit of work. */
  readonly isRepeatable: boolean;
  /** The total that the buyer agreed to, in cents. */
  readonly expectedTotalCents?: number;
}

/** A lock that can be, unless somebody is quicker. */
interface Plan extends Pick<TicketOrder, 'totalCents' | 'createdAt'> {
  /** When the sale of the screening ends. */
  readonly saleEnd: Date;
  readonly screening: ChosenScreening;
  readonly seats: readonly ChosenSeat[];
}

/** What has been written of a ticket order, as far as it is shown. */
export interface WrittenOrder
  extends
    Pick<
      TicketOrder,
      'id' | 'screeningId' | 'sn' | 'status' | 'mobile' | 'totalCents' | 'closesAt' | 'createdAt'
    >,
    Readonly<typeof NEW> {
  readonly screening: ChosenScreening;
  readonly lines: readonly Omit<TicketLine, 'id' | 'order'>[];
}

/** A ticket order that holds its seats. */
export interface Locked {
  readonly id: number;
  readonly written?: WrittenOrder | undefined;
}

/** Locks seats for buyers, and lets them go. */
@Injectable()
export class TicketOrdersService {
  private readonly turns: PermitsByKey<number>;

  constructor(
    private readonly settings: Settings,
    private readonly rest: Rest,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
    private readonly seats: SeatInventory,
    private readonly unpaidHolds: UnpaidHolds,
    private readonly payments: TicketPayments,
  ) {
    this.turns = new PermitsByKey(AT_ONCE, settings.databaseTimeout / 2);
  }

  /**
   * Locks the seats, all of them or none, until they are paid or the time is over.
   *
   * @returns id of the ticket order; and, unless it is one that a repeated request has made before,
   *   what has been written
   * @throws SeatsNotFree naming those that somebody else has; ValidationError when the choice is
   *   not allowed, the sale is over or the total is not the expected one
   */
  lock(userId: number, wanted: TicketRequest, once: Once): Promise<Locked> {
    return this.turns.run(wanted.screeningId, () => this.lockInTurn(userId, wanted, once));
  }

  private async lockInTurn(userId: number, wanted: TicketRequest, once: Once): Promise<Locked> {
    // Most of those who come too late are told so before a transaction is begun.
    const { manager } = this.dataSource;
    const plan = wanted.isRepeatable ? undefined : await this.plan(manager, wanted);
    for (let number = 1; ; number += 1) {
      try {
        return await this.unitOfWork.run(async (tx) => {
          let written: WrittenOrder | undefined;
          const id = await once(tx, async () => {
            const planned = plan ?? (await this.plan(tx.manager, wanted));
            written = await this.tryLock(tx, userId, wanted, planned);
            return written.id;
          });
          return { id, written };
        });
      } catch (error) {
        if (error instanceof SeatsTaken) {
          LOCKS.count({ outcome: 'conflict' });
          throw await this.notFree(wanted, error);
        }
        if (!isDuplicate(error) || number === TRIES) throw error;
      }
    }
  }

  /** The buyer lets unpaid seats go. @throws NotFound, ValidationError */
  async release(tx: RestTransaction, userId: number, id: number): Promise<void> {
    const order = await lockTicketOrder(tx.manager, { id });
    if (!order || order.userId !== userId) throw new NotFound();
    if (order.status === 'closed') return;
    if (order.status !== 'paying') throw ValidationError.nonField(MESSAGES.notUnpaid);
    const cause = { actor: `user:${userId}`, reason: 'released by the buyer' };
    await this.payments.close(tx, order, cause);
  }

  /** Closes an order whose time to pay is over; @returns false when there was nothing to close. */
  closeOverdue(id: number, now = new Date()): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const order = await lockTicketOrder(tx.manager, { id });
      if (order?.status !== 'paying' || order.closesAt > now) return false;
      await this.payments.close(tx, order, { actor: 'timeout', reason: 'not paid in time' });
      tx.afterCommit(() => LOCKS.count({ outcome: 'expired' }));
      return true;
    });
  }

  /**
   * What the lock is about: nothing of it changes any more, but whether the seats can be had, which
   * their update decides.
   *
   * @throws ValidationError when it cannot be
   */
  private async plan(
    manager: EntityManager,
    { screeningId, seatIds, expectedTotalCents }: TicketRequest,
  ): Promise<Plan> {
    const choice = await chosenSeats(manager, screeningId, seatIds);
    if (!choice) throw new ValidationError({ screening: [noSuchRow(screeningId)] });
    const { screening, seats } = choice;
    const createdAt = wholeSecond(Date.now());
    const end = saleEnd(screening, this.settings.of(cinemaSettings));
    // Nobody could pay for what is held for less.
    const left = end.getTime() - createdAt.getTime();
    if (screening.isCancelled || left < LEAST_HOLD_MINUTES * MINUTE) throw notOnSale();
    this.refuseChoice(seats, seatIds);
    const totalCents = seats.reduce((sum, seat) => sum + seat.priceCents + seat.feeCents, 0);
    if (expectedTotalCents !== undefined && expectedTotalCents !== totalCents) {
      const total = yuan(totalCents);
      throw new ValidationError({ expected_total: [MESSAGES.totalDiffers(total)] });
    }
    return { screening, seats, totalCents, createdAt, saleEnd: end };
  }

  private async tryLock(
    tx: RestTransaction,
    userId: number,
    { screeningId, seatIds, mobile }: TicketRequest,
    { screening, seats, saleEnd: end, totalCents, createdAt }: Plan,
  ): Promise<WrittenOrder> {
    const { manager } = tx;
    // Locks of one user come one after the other from here on, so that they count each other.
    await this.users.lock(manager, userId);
    const hold = await this.unpaidHolds.allowed(manager, userId, screeningId, createdAt);
    const closesAt = new Date(Math.min(createdAt.getTime() + hold, end.getTime()));
    const sn = serialNumber(this.rest.localTime.dateTime(createdAt), userId);
    try {
      await this.seats.hold(tx, screeningId, seatIds, { sn, userId }, closesAt);
    } catch (error) {
      if (error instanceof ScreeningOver) throw notOnSale();
      throw error;
    }
    await this.refuseGap(manager, screening, seatIds);
    const order = {
      userId,
      screeningId,
      sn,
      status: 'paying',
      mobile,
      totalCents,
      closesAt,
      createdAt,
    } as const;
    const orderId = await insertOrder(manager, [order]);
    const lines = seats.map(({ id: seatId, zone, priceCents, feeCents, ...seat }) => {
      return { orderId, seatId, label: labelOf(seat), zone, priceCents, feeCents };
    });
    await insertLines(manager, lines);
    tx.afterCommit(() => LOCKS.count({ outcome: 'taken' }));
    const cause = { actor: `user:${userId}`, reason: 'seats locked' };
    await recordChange(manager, orderId, null, order.status, cause);
    return { ...NEW, ...order, id: orderId, screening, lines };
  }

  /** @throws ValidationError when these seats cannot be chosen together, or some are taken */
  private refuseChoice(seats: readonly ChosenSeat[], seatIds: readonly number[]): void {
    const { perOrder } = this.settings.of(ticketSettings);
    const refuse = (text: ReturnType<typeof MESSAGES.tooManySeats>): never => {
      throw new ValidationError({ seats: [text] });
    };
    if (new Set(seatIds).size !== seatIds.length) refuse(MESSAGES.chosenTwice);
    if (seatIds.length > perOrder) refuse(MESSAGES.tooManySeats(perOrder));
    if (seats.length !== seatIds.length) refuse(MESSAGES.notOfScreening);
    const isSplit = seats.some(
      ({ pair }) => pair !== null && seats.filter((other) => other.pair === pair).length !== 2,
    );
    if (isSplit) refuse(MESSAGES.coupleSplit);
    const taken = seats.filter(({ isTaken }) => isTaken);
    if (taken.length > 0) {
      LOCKS.count({ outcome: 'conflict' });
      throw new SeatsNotFree(taken);
    }
  }

  /**
   * To be called once the seats are held: from then on nobody else changes any of the screening, so
   * that two who choose at once cannot leave a gap together.
   */
  private async refuseGap(
    manager: EntityManager,
    { id, layoutId, gapRule }: ChosenScreening,
    seatIds: readonly number[],
  ): Promise<void> {
    if (gapRule === 'off') return;
    const all = await manager.findBy(Seat, { layoutId });
    const chosen = new Set(seatIds);
    const gap = gapOf(all, chosen, await takenIds(manager, id));
    if (!gap) return;
    LOCKS.count({ outcome: 'gap' });
    const text = gap === 'between' ? MESSAGES.gapBetween : MESSAGES.gapBeside;
    throw new ValidationError({ seats: [text] });
  }

  /** Which of the seats are the reason; somebody may have let them go meanwhile. */
  private async notFree(
    { screeningId, seatIds }: TicketRequest,
    cause: SeatsTaken,
  ): Promise<SeatsNotFree> {
    const { manager } = this.dataSource;
    const { seats = [] } = (await chosenSeats(manager, screeningId, seatIds)) ?? {};
    const taken = seats.filter(({ isTaken }) => isTaken);
    return new SeatsNotFree(taken.length > 0 ? taken : seats, cause);
  }
}

function notOnSale(): ValidationError {
  return new ValidationError({ screening: [MESSAGES.notOnSale] });
}

/** Seats that nobody can have now. */
async function takenIds(manager: EntityManager, screeningId: number): Promise<Set<number>> {
  const rows = await manager
    .createQueryBuilder(ScreeningSeat, 'seat')
    .select('seat.seatId', 'id')
    .where('seat.screeningId = :screeningId', { screeningId })
    .andWhere(
      "(seat.state IN ('sold', 'blocked') OR (seat.state = 'held' AND seat.heldUntil > :now))",
      {
        now: new Date(),
      },
    )
    .getRawMany<{ id: number }>();
  return new Set(rows.map(({ id }) => Number(id)));
}
