import { setImmediate } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { Hall, Screening } from '../../cinemas/entities/index.js';
import { ScreeningsService } from '../../cinemas/screenings/screenings.service.js';
import { Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { DAY, MINUTE } from '../../infrastructure/durations.js';
import { PeriodicTask } from '../../infrastructure/periodic-task.js';
import { Movie } from '../../movies/entities/index.js';
import { Rest, ValidationError } from '../../rest/index.js';
import { LANGUAGES, SHOWING } from './programme.js';
import { CINEMAS } from './venues.js';

const PAUSE = 3600;
const DAYS = 7;
/** When halls begin, in minutes of the day; the longest movie and the cleaning fit between. */
const STARTS = [600, 800, 1000, 1200];
/** Halls of a house do not begin at once. */
const STAGGER = 10;
/** What a seat of a screening costs in yuan by its format, and what its zone adds. */
const PRICES: Readonly<Record<string, number>> = { '2D': 39, '3D': 49, IMAX: 69 };
const ZONES = { 1: 0, 2: 12, 3: 30 };
/** Before the evening it is cheaper. */
const EVENING = 1000;
const MATINEE = 8;

/** Keeps the demo's halls busy for the week ahead, however long the server runs or has not run. */
@Injectable()
export class ScreeningsAhead implements BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(ScreeningsAhead.name, PAUSE, () => this.renew());

  constructor(
    private readonly settings: Settings,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly screenings: ScreeningsService,
    private readonly rest: Rest,
  ) {}

  /** From now on, where it is a demo; the first week is filled in the background. */
  start(): void {
    if (this.settings.isDemo) this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /**
   * Schedules what is missing of the next days, the nearest first. What is there stays, cancelled
   * or not; a time that the hall is not free at is left out.
   *
   * @returns how many screenings were scheduled
   */
  async renew(now = new Date()): Promise<number> {
    const { manager } = this.dataSource;
    const halls = await manager.find(Hall, {
      where: { cinema: { name: In(CINEMAS.map(({ name }) => name)) } },
      order: { id: 'ASC' },
    });
    const movies = await manager.find(Movie, {
      where: { name: In(SHOWING.map(({ name }) => name)), status: 'showing' },
      relations: { formats: true, countries: true },
      order: { id: 'ASC' },
    });
    if (movies.length === 0) return 0;
    const known = await this.known(halls, now);
    let made = 0;
    for (const { day, index, slot, startsAt } of this.times(halls.length, now)) {
      const hall = halls[index]!;
      if (known.has(keyOf(hall.id, startsAt))) continue;
      if (this.task.isStopping) break;
      const movie = movies[(index * 5 + day * 3 + slot * 7) % movies.length]!;
      if (await this.schedule(hall, movie, startsAt, STARTS[slot]!)) made += 1;
      // Requests are answered meanwhile.
      await setImmediate();
    }
    return made;
  }

  private async known(halls: readonly Hall[], now: Date): Promise<ReadonlySet<string>> {
    const found = await this.dataSource.manager.find(Screening, {
      select: { id: true, hallId: true, startsAt: true },
      where: { hallId: In(halls.map(({ id }) => id)), startsAt: MoreThan(now) },
    });
    return new Set(found.map(({ hallId, startsAt }) => keyOf(hallId, startsAt)));
  }

  /** When screenings begin from now on, and what is shown depends on: the same for every run. */
  private *times(halls: number, now: Date) {
    const { localTime } = this.rest;
    const today = Date.parse(`${localTime.date(now)}T00:00:00Z`);
    for (let ahead = 0; ahead < DAYS; ahead += 1) {
      const midnight = today + ahead * DAY;
      for (const [slot, minutes] of STARTS.entries()) {
        for (let index = 0; index < halls; index += 1) {
          const wall = midnight + (minutes + (index % 4) * STAGGER) * MINUTE;
          const [time] = localTime.instantsOf(wall);
          if (time === undefined || time <= now.getTime()) continue;
          yield { day: midnight / DAY, index, slot, startsAt: new Date(time) };
        }
      }
    }
  }

  private async schedule(hall: Hall, movie: Movie, start_time: Date, minutes: number) {
    const format = movie.formats.at(-1)?.name ?? '2D';
    const base = (PRICES[format] ?? 39) - (minutes < EVENING ? MATINEE : 0);
    const prices = Object.entries(ZONES).map(([zone, more]) => ({
      zone: Number(zone),
      price: (base + more).toFixed(2),
      fee: '2.00',
    }));
    const language = LANGUAGES[movie.countries[0]?.name ?? ''] ?? '国语';
    const wanted = { movie: movie.id, hall: hall.id, start_time, language, format, prices };
    try {
      await this.unitOfWork.run((tx) => this.screenings.schedule(tx, wanted));
      return true;
    } catch (error) {
      if (error instanceof ValidationError) return false;
      throw error;
    }
  }
}

function keyOf(hallId: number, startsAt: Date): string {
  return `${hallId} ${startsAt.getTime()}`;
}
