import { Injectable } from '@nestjs/common';
import { Brackets, type EntityManager } from 'typeorm';
import {
  affectedRows,
  countUp,
  placeholders,
  storedValue,
} from '../../infrastructure/database/statements.js';
import type { RestTransaction } from '../../rest/index.js';
import { Screening, ScreeningSeat, type Seat } from '../entities/index.js';
import { SeatNews, type SeatChange } from './seat-news.js';

/** Rows written by one statement. */
const BATCH = 200;

/** Who wants seats, and for what. */
export interface Holder {
  /** Serial number of the ticket order. */
  readonly sn: string;
  readonly userId: number;
}

/** Not all of the seats can be had; the transaction must be rolled back. */
export class SeatsTaken extends Error {
  override readonly name = 'SeatsTaken';
}

/** Nothing of the screening can be had any more; the transaction must be rolled back. */
export class ScreeningOver extends Error {
  override readonly name = 'ScreeningOver';
}

/**
 * Who has which seat of a screening. Every change is one conditional update of all its seats, in
 * the order of their ids, whose count of rows decides: so that no seat is ever had by two.
 */
@Injectable()
export class SeatInventory {
  constructor(private readonly news: SeatNews) {}

  /** Makes the seats of a new screening, all of them free. */
  async open(
    { manager }: RestTransaction,
    screeningId: number,
    seats: readonly Pick<Seat, 'id'>[],
  ): Promise<void> {
    for (let done = 0; done < seats.length; done += BATCH) {
      const rows = seats.slice(done, done + BATCH).map(({ id }) => ({ screeningId, seatId: id }));
      await manager.insert(ScreeningSeat, rows);
    }
  }

  /**
   * Holds seats that are free, or whose hold is over.
   *
   * @throws SeatsTaken, ScreeningOver
   */
  async hold(
    tx: RestTransaction,
    screeningId: number,
    seatIds: readonly number[],
    holder: Holder,
    heldUntil: Date,
  ): Promise<void> {
    const { manager } = tx;
    const ids = [...seatIds].sort((a, b) => a - b);
    const stored = (instant: Date) => storedValue(manager, ScreeningSeat, 'heldUntil', instant);
    const affected = await affectedRows(
      manager,
      `UPDATE cinemas_screening_seat SET state = 'held', holder = ?, holderId = ?, heldUntil = ?
       WHERE screeningId = ? AND seatId IN (${placeholders(ids)})
         AND (state = 'free' OR (state = 'held' AND heldUntil <= ?))`,
      [holder.sn, holder.userId, stored(heldUntil), screeningId, ...ids, stored(new Date())],
    );
    if (affected !== seatIds.length) throw new SeatsTaken();
    if (!(await this.count(tx, screeningId, seatIds, 'locked', true))) throw new ScreeningOver();
  }

  /**
   * Sells seats that are the holder's still, or that nobody else has taken meanwhile.
   *
   * @returns false when not all of them could be had, or the screening is cancelled or has begun:
   *   then those that were the holder's are free
   */
  async sell(
    tx: RestTransaction,
    screeningId: number,
    seatIds: readonly number[],
    { sn, userId }: Holder,
  ): Promise<boolean> {
    const { affected } = await this.seats(tx.manager, screeningId, seatIds)
      .set({ state: 'sold', holder: sn, holderId: userId, heldUntil: null })
      .andWhere(
        new Brackets((where) =>
          where.where(free(new Date())).orWhere("(state = 'held' AND holder = :sn)", { sn }),
        ),
      )
      .execute();
    const isWhole = affected === seatIds.length;
    if (isWhole && (await this.count(tx, screeningId, seatIds, 'sold', true))) return true;
    await this.release(tx, screeningId, seatIds, sn);
    return false;
  }

  /** Frees what is the holder's still. */
  async release(
    tx: RestTransaction,
    screeningId: number,
    seatIds: readonly number[],
    sn: string,
  ): Promise<void> {
    const { affected } = await this.seats(tx.manager, screeningId, seatIds)
      .set({ state: 'free', holder: null, holderId: null, heldUntil: null })
      .andWhere("state IN ('held', 'sold') AND holder = :sn", { sn })
      .execute();
    if (affected) await this.count(tx, screeningId, seatIds, 'free', false);
  }

  /**
   * Takes seats out of the sale, or puts them back.
   *
   * @throws SeatsTaken when some are somebody's
   */
  async block(
    tx: RestTransaction,
    screeningId: number,
    seatIds: readonly number[],
    isBlocked: boolean,
  ): Promise<void> {
    const { affected } = await this.seats(tx.manager, screeningId, seatIds)
      .set({ state: isBlocked ? 'blocked' : 'free', holder: null, holderId: null, heldUntil: null })
      .andWhere(isBlocked ? free(new Date()) : "state = 'blocked'")
      .execute();
    if (affected !== seatIds.length) throw new SeatsTaken();
    await this.count(tx, screeningId, seatIds, isBlocked ? 'blocked' : 'free', false);
  }

  /** Tells that something about the screening as a whole has changed. */
  announceAll(tx: RestTransaction, screening: number, version: number): void {
    this.news.tell(tx, { screening, version, state: 'free', seats: [] });
  }

  private seats(manager: EntityManager, screeningId: number, seatIds: readonly number[]) {
    const ids = [...seatIds].sort((a, b) => a - b);
    return manager
      .createQueryBuilder()
      .update(ScreeningSeat)
      .where('screeningId = :screeningId AND seatId IN (:...ids)', { screeningId, ids });
  }

  /**
   * Counts the change; from here to the commit others that change seats of the screening wait. A
   * ticket order that refers to the screening is written after this, or two would wait for each
   * other.
   *
   * @param mustBeAhead whether a screening that is cancelled or has begun refuses it
   * @returns whether it is counted
   */
  private async count(
    tx: RestTransaction,
    id: number,
    seatIds: readonly number[],
    state: SeatChange['state'],
    mustBeAhead: boolean,
  ): Promise<boolean> {
    const { manager } = tx;
    const now = storedValue(manager, Screening, 'startsAt', new Date());
    const isAhead = mustBeAhead ? ' AND isCancelled = 0 AND startsAt > ?' : '';
    const version = await countUp(
      manager,
      'cinemas_screening.version',
      `id = ?${isAhead}`,
      mustBeAhead ? [id, now] : [id],
    );
    if (version === undefined) return false;
    this.news.tell(tx, { screening: id, version, state, seats: [...seatIds] });
    return true;
  }
}

/** Nobody's, or nobody's any more. */
function free(now: Date): Brackets {
  return new Brackets((where) =>
    where.where("state = 'free'").orWhere("(state = 'held' AND heldUntil <= :now)", { now }),
  );
}
