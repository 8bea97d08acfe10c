import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { cents } from '../../cents.js';
import { DAY, MINUTE } from '../../infrastructure/durations.js';
import { lockRows } from '../../infrastructure/database/row-locks.js';
import { Movie } from '../../movies/entities/index.js';
import { NotFound, Rest, ValidationError, type RestTransaction } from '../../rest/index.js';
import { MESSAGES } from '../cinemas.messages.js';
import type { PriceInput, ScreeningInput } from '../cinemas.inputs.js';
import { Hall, Screening, ScreeningPrice, Seat, Zone } from '../entities/index.js';
import { SeatInventory, SeatsTaken } from '../seats/seat-inventory.js';

/** Whoever means a later year has mistyped it. */
const YEARS_AHEAD = 10;

/** Told, in the transaction, that a screening does not take place. */
export type CancelListener = (tx: RestTransaction, screening: Screening) => unknown;

/** Makes and cancels screenings. */
@Injectable()
export class ScreeningsService {
  private readonly listeners: CancelListener[] = [];

  constructor(
    private readonly rest: Rest,
    private readonly seats: SeatInventory,
  ) {}

  onCancelled(listener: CancelListener): void {
    this.listeners.push(listener);
  }

  /**
   * Schedules a movie in a hall, with all the seats of the hall's layout free.
   *
   * @returns the screening's id
   * @throws ValidationError when the hall is not free then, cleaning included, or the time is over or
   *   years away, or a zone has no price
   */
  async schedule(tx: RestTransaction, wanted: ScreeningInput): Promise<number> {
    const { manager } = tx;
    // Of two who schedule one hall at once, the second sees what the first has done.
    const hall = await lockRows(
      manager.createQueryBuilder(Hall, 'hall').where('hall.id = :id', { id: wanted.hall }),
    ).getOneOrFail();
    if (hall.layoutId === null) throw new ValidationError({ hall: [MESSAGES.noLayout] });
    const startsAt = wanted.start_time;
    if (startsAt <= new Date()) throw new ValidationError({ start_time: [MESSAGES.inThePast] });
    if (startsAt.getTime() > Date.now() + YEARS_AHEAD * 366 * DAY) {
      throw new ValidationError({ start_time: [MESSAGES.tooFarAhead(YEARS_AHEAD)] });
    }
    const { minutes } = await manager.findOneByOrFail(Movie, { id: wanted.movie });
    const endsAt = new Date(startsAt.getTime() + minutes * MINUTE);
    await this.refuseOverlap(tx, hall, startsAt, endsAt);
    const { layoutId, cinemaId } = hall;
    const zones = await manager.findBy(Zone, { layoutId });
    const prices = pricesOf(wanted.prices, zones);
    const screening = manager.create(Screening, {
      movieId: wanted.movie,
      cinemaId,
      hallId: hall.id,
      layoutId,
      startsAt,
      endsAt,
      language: wanted.language,
      format: wanted.format,
      priceFromCents: Math.min(...prices.map((price) => price.priceCents + price.feeCents)),
      isCancelled: false,
      version: 1,
    });
    await manager.insert(Screening, screening);
    const { id: screeningId } = screening;
    await manager.insert(
      ScreeningPrice,
      prices.map((price) => ({ ...price, screeningId })),
    );
    const seats = await manager.find(Seat, {
      select: { id: true },
      where: { layoutId },
      order: { id: 'ASC' },
    });
    await this.seats.open(tx, screeningId, seats);
    return screeningId;
  }

  /** Takes a screening off; cancelling it again changes nothing. @throws NotFound */
  async cancel(tx: RestTransaction, id: number): Promise<void> {
    const { manager } = tx;
    const screening = await lockRows(
      manager.createQueryBuilder(Screening, 'screening').where('screening.id = :id', { id }),
    ).getOne();
    if (!screening) throw new NotFound();
    if (screening.isCancelled) return;
    await manager.update(Screening, id, { isCancelled: true, version: screening.version + 1 });
    this.seats.announceAll(tx, id, screening.version + 1);
    for (const listener of this.listeners) listener(tx, screening);
  }

  /** Takes seats out of the sale, or puts them back. @throws ValidationError */
  async block(
    tx: RestTransaction,
    { id, layoutId }: Screening,
    seatIds: readonly number[],
    isBlocked: boolean,
  ): Promise<void> {
    const ids = [...new Set(seatIds)];
    const known = await tx.manager.countBy(Seat, { id: In(ids), layoutId });
    if (known !== ids.length) throw new ValidationError({ seats: [MESSAGES.notOfHall] });
    try {
      await this.seats.block(tx, id, ids, isBlocked);
    } catch (error) {
      if (!(error instanceof SeatsTaken)) throw error;
      throw new ValidationError({ seats: [MESSAGES.notFree] }, { cause: error });
    }
  }

  private async refuseOverlap(
    { manager }: RestTransaction,
    hall: Hall,
    startsAt: Date,
    endsAt: Date,
  ): Promise<void> {
    const cleaning = hall.cleaningMinutes * MINUTE;
    const other = await manager
      .createQueryBuilder(Screening, 'other')
      .where('other.hallId = :hallId AND other.isCancelled = :no', { hallId: hall.id, no: false })
      .andWhere('other.startsAt < :end AND other.endsAt > :start', {
        start: new Date(startsAt.getTime() - cleaning),
        end: new Date(endsAt.getTime() + cleaning),
      })
      .orderBy('other.startsAt')
      .getOne();
    if (!other) return;
    const from = this.rest.localTime.minute(other.startsAt);
    const until = this.rest.localTime.minute(other.endsAt).slice(-5);
    throw new ValidationError({ start_time: [MESSAGES.overlaps(`${from}–${until}`)] });
  }
}

/** @throws ValidationError unless every zone has one price, and nothing else has */
function pricesOf(prices: readonly PriceInput[], zones: readonly Zone[]) {
  const byZone = new Map(prices.map((price) => [price.zone, price]));
  if (byZone.size !== prices.length) throw new ValidationError({ prices: [MESSAGES.pricedTwice] });
  const unpriced = zones.filter(({ number }) => !byZone.has(number));
  if (unpriced.length > 0) {
    const names = unpriced.map(({ name }) => name).join('、');
    throw new ValidationError({ prices: [MESSAGES.unpricedZones(names)] });
  }
  return zones.map(({ number: zone }) => {
    const { price, fee } = byZone.get(zone)!;
    return { zone, priceCents: cents(price), feeCents: cents(fee) };
  });
}
