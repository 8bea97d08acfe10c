import { yuanNumber } from '../../cents.js';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { DataSource, Not } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { cinemaSettings } from '../cinemas.settings.js';
import { Layout, Screening, ScreeningPrice, ScreeningSeat } from '../entities/index.js';
import { saleEnd } from '../screenings/sale.js';
import { SeatNews } from './seat-news.js';

/** Milliseconds that a state is used without another look, should news be lost. */
const TRUSTED = 2_000;
/** Screenings whose state is kept. */
const KEPT = 500;

type Taken = Pick<ScreeningSeat, 'seatId' | 'state' | 'holderId' | 'heldUntil'>;

/** The seats of a screening as they are; what is not named is free. */
interface Snapshot {
  readonly screening: Screening;
  /** Version of the layout that its seats are of. */
  readonly layout: number;
  readonly prices: readonly ScreeningPrice[];
  readonly taken: readonly Taken[];
  /** Milliseconds of the clock from which it is to be read again. */
  readonly until: number;
}

/** What a client sees of it. */
export interface SeatState {
  readonly etag: string;
  body(): Record<string, unknown>;
}

/**
 * The states of the screenings' seats, kept in this process until somebody changes them, a hold is
 * over, or two seconds have passed.
 */
@Injectable()
export class SeatStates implements OnModuleInit {
  private readonly kept = new LRUCache<number, Promise<Snapshot | null>>({ max: KEPT });

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly news: SeatNews,
  ) {}

  onModuleInit(): void {
    this.news.on(({ screening }) => this.kept.delete(screening));
    this.news.onGap(() => this.kept.clear());
  }

  /**
   * @param userId whose seats are `mine`
   * @returns null when there is no such screening
   */
  async of(id: number, userId: number | null): Promise<SeatState | null> {
    const snapshot = await this.snapshot(id);
    if (!snapshot) return null;
    const now = new Date();
    const { screening, layout, prices, taken } = snapshot;
    const live = taken.filter(({ heldUntil }) => !heldUntil || heldUntil > now);
    const onSale =
      !screening.isCancelled && now < saleEnd(screening, this.settings.of(cinemaSettings));
    const mine = userId === null ? [] : live.filter(({ holderId }) => holderId === userId);
    const whose = mine.length > 0 ? `.${userId}` : '';
    return {
      etag: `"${screening.version}.${live.length}.${Number(onSale)}${whose}"`,
      body: () => ({
        screening: id,
        version: screening.version,
        layout,
        on_sale: onSale,
        sold: idsOf(live, 'sold'),
        locked: idsOf(live, 'held'),
        blocked: idsOf(live, 'blocked'),
        mine: mine.map(({ seatId }) => seatId),
        prices: Object.fromEntries(
          prices.map(({ zone, priceCents, feeCents }) => [
            zone,
            { price: yuanNumber(priceCents), fee: yuanNumber(feeCents) },
          ]),
        ),
      }),
    };
  }

  private async snapshot(id: number): Promise<Snapshot | null> {
    const kept = this.kept.get(id);
    const known = await kept;
    if (known && Date.now() < known.until) return known;
    // Whoever changes seats meanwhile takes it out again.
    if (kept && this.kept.get(id) !== kept) return this.snapshot(id);
    const reading = this.read(id);
    this.kept.set(id, reading);
    try {
      return await reading;
    } catch (error) {
      if (this.kept.get(id) === reading) this.kept.delete(id);
      throw error;
    }
  }

  private async read(id: number): Promise<Snapshot | null> {
    const { manager } = this.dataSource;
    const startedAt = Date.now();
    const screening = await manager.findOneBy(Screening, { id });
    if (!screening) return null;
    const [{ version: layout }, prices, taken] = await Promise.all([
      manager.findOneByOrFail(Layout, { id: screening.layoutId }),
      manager.find(ScreeningPrice, { where: { screeningId: id }, order: { zone: 'ASC' } }),
      manager.find(ScreeningSeat, {
        select: { id: true, seatId: true, state: true, holderId: true, heldUntil: true },
        where: { screeningId: id, state: Not('free') },
        order: { seatId: 'ASC' },
      }),
    ]);
    return { screening, layout, prices, taken, until: startedAt + TRUSTED };
  }
}

function idsOf(taken: readonly Taken[], state: Taken['state']): number[] {
  return taken.filter((seat) => seat.state === state).map(({ seatId }) => seatId);
}
