import { Area } from '../../src/areas/entities/index.js';
import { Cinema, Hall, Seat } from '../../src/cinemas/entities/index.js';
import { readDrawing } from '../../src/cinemas/layouts/drawing.js';
import { Layouts } from '../../src/cinemas/layouts/layouts.js';
import { ScreeningsService } from '../../src/cinemas/screenings/screenings.service.js';
import { Movie } from '../../src/movies/entities/index.js';
import type { TestApp } from './app.js';

/** Five rows of ten seats; the last has couple seats. */
export const SMALL_HALL = `zone 1 普通区 #8bc34a
zone 2 情侣区 #e91e63
couple 2
---
1111111111
1111111111
1111111111
1111111111
<><><><><>`;

/** A hall of one zone with so many rows and columns. */
export function rectangle(rows: number, cols: number): string {
  return `zone 1 普通区 #8bc34a\n---\n${`${'1'.repeat(cols)}\n`.repeat(rows)}`;
}

/** A screening with its seats. */
export interface Show {
  readonly id: number;
  readonly hallId: number;
  readonly movieId: number;
  /** The id of a seat by its place in the drawing, from 1. */
  seat(row: number, col: number): number;
}

let made = 0;

/** Schedules a screening in a hall of its own. */
export async function show(
  app: TestApp,
  {
    drawing = SMALL_HALL,
    gapRule = 'off',
    inMinutes = 600,
    price = '33.00',
  }: { drawing?: string; gapRule?: Cinema['gapRule']; inMinutes?: number; price?: string } = {},
): Promise<Show> {
  made += 1;
  const read = readDrawing(drawing);
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  const { id, hallId, movieId } = await app.unitOfWork.run(async (tx) => {
    const { manager } = tx;
    const area = await manager.findOneByOrFail(Area, { id: 330_106 });
    const movie = manager.create(Movie, {
      name: `影片${made}`,
      status: 'showing',
      brief: '',
      poster: `movies/${made}.svg`,
      releasedOn: '2025-01-01',
      minutes: 90,
      createdAt: new Date(),
    });
    await manager.insert(Movie, movie);
    const cinema = manager.create(Cinema, {
      name: `影院${made}`,
      areaId: area.id,
      address: '文三路 1 号',
      phone: '0571-1',
      gapRule,
    });
    await manager.insert(Cinema, cinema);
    const hall = manager.create(Hall, { cinemaId: cinema.id, name: '1号厅', cleaningMinutes: 15 });
    await manager.insert(Hall, hall);
    await app.nest.get(Layouts).replace(tx, hall.id, read);
    const screening = await app.nest.get(ScreeningsService).schedule(tx, {
      movie: movie.id,
      hall: hall.id,
      start_time: new Date(Math.ceil(Date.now() / 1000) * 1000 + inMinutes * 60_000),
      language: '国语',
      format: '2D',
      prices: read.zones.map(({ number }) => ({ zone: number, price, fee: '0.00' })),
    });
    return { id: screening, hallId: hall.id, movieId: movie.id };
  });
  const seats = await app.dataSource.manager
    .createQueryBuilder(Seat, 'seat')
    .innerJoin('seat.layout', 'layout', 'layout.hallId = :hallId', { hallId })
    .getMany();
  const byPlace = new Map(seats.map((seat) => [`${seat.gridRow}:${seat.gridCol}`, seat.id]));
  const seat = (row: number, col: number) => byPlace.get(`${row}:${col}`)!;
  return { id, hallId, movieId, seat };
}
