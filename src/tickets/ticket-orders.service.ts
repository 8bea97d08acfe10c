import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan, type EntityManager } from 'typeorm';
import {
  Cinema,
  Screening,
  ScreeningPrice,
  ScreeningSeat,
  Seat,
  Zone,
} from '../cinemas/entities/index.js';
import { saleEnd } from '../cinemas/screenings/sale.js';
import { ScreeningCancelled, SeatInventory, SeatsTaken } from '../cinemas/seats/seat-inventory.js';
import { Settings } from '../config/settings.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { wholeSecond } from '../infrastructure/whole-second.js';
import {
  isDuplicate,
  NotFound,
  Rest,
  ValidationError,
  type Once,
  type RestTransaction,
} from '../rest/index.js';
import { UsersService } from '../users/users.service.js';
import { TicketLine, TicketOrder } from './entities/index.js';
import { gapOf } from './gaps.js';
import { labelOf } from './seat-label.js';
import { SeatsNotFree } from './seats-not-free.js';
import { lockTicketOrder, recordChange } from './ticket-moves.js';
import { serialNumber } from './ticket-numbers.js';
import { TicketPayments } from './ticket-payments.js';
import { MESSAGES } from './tickets.messages.js';

/** Unpaid ticket orders that one user may have. */
const UNPAID = 3;
/** How often an order is tried whose number somebody else was quicker to use. */
const TRIES = 5;

/** Seats that somebody wants. */
export interface TicketRequest {
  readonly screeningId: number;
  readonly seatIds: readonly number[];
  readonly mobile: string;
  /** The total that the buyer agreed to, in cents. */
  readonly expectedTotalCents?: number;
}

/** Locks seats for buyers, and lets them go. */
@Injectable()
export class TicketOrdersService {
  constructor(
    private readonly settings: Settings,
    private readonly rest: Rest,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
    private readonly seats: SeatInventory,
    private readonly payments: TicketPayments,
  ) {}

  /**
   * Locks the seats, all of them or none, until they are paid or the time is over.
   *
   * @throws SeatsNotFree naming those that somebody else has; ValidationError when the choice is
   *   not allowed, the sale is over or the total is not the expected one
   */
  async lock(userId: number, wanted: TicketRequest, once: Once): Promise<TicketOrder> {
    for (let number = 1; ; number += 1) {
      try {
        return await this.unitOfWork.run(async (tx) => {
          const id = await once(tx, () => this.tryLock(tx, userId, wanted));
          return tx.manager.findOneByOrFail(TicketOrder, { id });
        });
      } catch (error) {
        if (error instanceof SeatsTaken) throw await this.notFree(wanted, error);
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
      return true;
    });
  }

  /** @returns the order's id */
  private async tryLock(tx: RestTransaction, userId: number, wanted: TicketRequest) {
    const { manager } = tx;
    const { screeningId, seatIds, mobile } = wanted;
    await this.users.lock(manager, userId);
    const screening = await manager.findOneByOrFail(Screening, { id: screeningId });
    const createdAt = wholeSecond(Date.now());
    const end = saleEnd(screening, this.settings.tickets);
    if (screening.isCancelled || createdAt >= end) throw notOnSale();
    await this.refuseTooMany(manager, userId, screeningId, createdAt);
    const chosen = await this.chosen(manager, screening, seatIds);
    const lines = await this.priced(manager, screening, chosen);
    const totalCents = lines.reduce((sum, line) => sum + line.priceCents + line.feeCents, 0);
    if (wanted.expectedTotalCents !== undefined && wanted.expectedTotalCents !== totalCents) {
      const total = (totalCents / 100).toFixed(2);
      throw new ValidationError({ expected_total: [MESSAGES.totalDiffers(total)] });
    }
    const hold = createdAt.getTime() + this.settings.tickets.holdMinutes * 60_000;
    const closesAt = new Date(Math.min(hold, end.getTime()));
    const sn = serialNumber(this.rest.localTime.dateTime(createdAt), userId);
    try {
      await this.seats.hold(tx, screeningId, seatIds, { sn, userId }, closesAt);
    } catch (error) {
      if (error instanceof ScreeningCancelled) throw notOnSale();
      throw error;
    }
    await this.refuseGap(manager, screening, seatIds);
    const order = manager.create(TicketOrder, {
      userId,
      screeningId,
      sn,
      mobile,
      totalCents,
      closesAt,
      createdAt,
      orderSn: null,
      status: 'paying',
      refundedCents: 0,
      tradeNo: null,
      paidAt: null,
      code: null,
      checkedInAt: null,
    });
    await manager.insert(TicketOrder, order);
    const { id: orderId } = order;
    await manager.insert(
      TicketLine,
      lines.map((line) => ({ ...line, orderId })),
    );
    const cause = { actor: `user:${userId}`, reason: 'seats locked' };
    await recordChange(manager, orderId, null, order.status, cause);
    return orderId;
  }

  private async refuseTooMany(
    manager: EntityManager,
    userId: number,
    screeningId: number,
    now: Date,
  ): Promise<void> {
    const unpaid = await manager.find(TicketOrder, {
      select: { id: true, screeningId: true },
      where: { userId, status: 'paying', closesAt: MoreThan(now) },
    });
    if (unpaid.some((order) => order.screeningId === screeningId)) {
      throw ValidationError.nonField(MESSAGES.unpaidHere);
    }
    if (unpaid.length >= UNPAID) throw ValidationError.nonField(MESSAGES.tooManyUnpaid(UNPAID));
  }

  /** @throws ValidationError when these seats cannot be chosen together */
  private async chosen(
    manager: EntityManager,
    { layoutId }: Screening,
    seatIds: readonly number[],
  ): Promise<Seat[]> {
    const { perOrder } = this.settings.tickets;
    const refuse = (text: ReturnType<typeof MESSAGES.tooManySeats>): never => {
      throw new ValidationError({ seats: [text] });
    };
    const wanted = new Set(seatIds);
    if (wanted.size !== seatIds.length) refuse(MESSAGES.chosenTwice);
    if (wanted.size > perOrder) refuse(MESSAGES.tooManySeats(perOrder));
    const seats = await manager.find(Seat, {
      where: { layoutId, id: In([...wanted]) },
      order: { id: 'ASC' },
    });
    if (seats.length !== wanted.size) refuse(MESSAGES.notOfScreening);
    const isSplit = seats.some(
      ({ pair }) => pair !== null && seats.filter((other) => other.pair === pair).length !== 2,
    );
    if (isSplit) refuse(MESSAGES.coupleSplit);
    return seats;
  }

  /**
   * To be called once the seats are held: from then on nobody else changes any of the screening, so
   * that two who choose at once cannot leave a gap together.
   */
  private async refuseGap(
    manager: EntityManager,
    { id, layoutId, cinemaId }: Screening,
    seatIds: readonly number[],
  ): Promise<void> {
    const { gapRule } = await manager.findOneByOrFail(Cinema, { id: cinemaId });
    if (gapRule === 'off') return;
    const all = await manager.findBy(Seat, { layoutId });
    const chosen = new Set(seatIds);
    const gap = gapOf(all, chosen, await takenIds(manager, id));
    if (!gap) return;
    const text = gap === 'between' ? MESSAGES.gapBetween : MESSAGES.gapBeside;
    throw new ValidationError({ seats: [text] });
  }

  private async priced(
    manager: EntityManager,
    { id: screeningId, layoutId }: Screening,
    seats: readonly Seat[],
  ) {
    const prices = await manager.findBy(ScreeningPrice, { screeningId });
    const zones = await manager.findBy(Zone, { layoutId });
    return seats.map(({ id: seatId, row, number, zone }) => {
      const { priceCents, feeCents } = prices.find((price) => price.zone === zone)!;
      const name = zones.find((known) => known.number === zone)!.name;
      return { seatId, label: labelOf({ row, number }), zone: name, priceCents, feeCents };
    });
  }

  /** Which of the seats are the reason; somebody may have let them go meanwhile. */
  private async notFree(
    { screeningId, seatIds }: TicketRequest,
    cause: SeatsTaken,
  ): Promise<SeatsNotFree> {
    const { manager } = this.dataSource;
    const taken = await takenIds(manager, screeningId);
    const ids = seatIds.filter((id) => taken.has(id));
    const named = await manager.findBy(Seat, { id: In(ids.length > 0 ? ids : [...seatIds]) });
    return new SeatsNotFree(named, cause);
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
