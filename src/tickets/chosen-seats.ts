import type { EntityManager } from 'typeorm';
import { Screening, ScreeningSeat, type Cinema, type Hall } from '../cinemas/entities/index.js';
import { hydratedValue, placeholders, storedValue } from '../infrastructure/database/statements.js';

/** A seat of a screening as somebody wants it. */
export interface ChosenSeat {
  readonly id: number;
  readonly row: string;
  readonly number: string;
  /** The same for both halves of a couple seat; else null. */
  readonly pair: number | null;
  /** What the zone is called. */
  readonly zone: string;
  readonly priceCents: number;
  readonly feeCents: number;
  /** Whether nobody can have it now. */
  readonly isTaken: boolean;
}

/** A screening as somebody wants seats of it. */
export interface ChosenScreening extends Pick<
  Screening,
  'id' | 'layoutId' | 'startsAt' | 'isCancelled'
> {
  readonly gapRule: Cinema['gapRule'];
  /** What it is called: as its buyers are shown it. */
  readonly movie: Pick<Screening['movie'], 'name'>;
  readonly cinema: Pick<Cinema, 'name'>;
  readonly hall: Pick<Hall, 'name'>;
}

/** What somebody wants. */
export interface Choice {
  readonly screening: ChosenScreening;
  /** Those that the screening has, by id. Whether they are taken may change. */
  readonly seats: readonly ChosenSeat[];
}

/**
 * Everything that a lock asks, in one statement: a row for each of the seats, or one without a seat
 * where the screening has none of them; `row` is a word of SQL's own.
 */
const sqlOf = (ids: readonly number[]) => `
  SELECT screening.id AS screeningId, screening.layoutId AS layoutId,
    screening.startsAt AS startsAt, screening.isCancelled AS isCancelled, cinema.gapRule AS gapRule,
    movie.name AS movie, cinema.name AS cinema, hall.name AS hall,
    seat.id AS id, seat.row AS printedRow, seat.number AS number, seat.pair AS pair,
    zone.name AS zone, price.priceCents AS priceCents, price.feeCents AS feeCents,
    CASE WHEN place.state = 'free' OR (place.state = 'held' AND place.heldUntil <= ?)
      THEN 0 ELSE 1 END AS isTaken
  FROM cinemas_screening screening
  JOIN cinemas_cinema cinema ON cinema.id = screening.cinemaId
  JOIN cinemas_hall hall ON hall.id = screening.hallId
  JOIN movies_movie movie ON movie.id = screening.movieId
  LEFT JOIN (
    cinemas_screening_seat place
    JOIN cinemas_seat seat ON seat.id = place.seatId
    JOIN cinemas_zone zone ON zone.layoutId = seat.layoutId AND zone.number = seat.zone
    JOIN cinemas_price price ON price.screeningId = place.screeningId AND price.zone = seat.zone
  ) ON place.screeningId = screening.id AND place.seatId IN (${placeholders(ids)})
  WHERE screening.id = ?
  ORDER BY seat.id`;

type SeatRow = Omit<ChosenSeat, 'row' | 'isTaken'> & {
  printedRow: string;
  isTaken: number | string;
};
type ScreeningRow = Pick<ChosenScreening, 'layoutId' | 'gapRule'> & {
  screeningId: number;
  movie: string;
  cinema: string;
  hall: string;
  startsAt: unknown;
  isCancelled: unknown;
};
type Raw = ScreeningRow & (SeatRow | { id: null });

/** @returns what the seats of these ids are; undefined when there is no such screening */
export async function chosenSeats(
  manager: EntityManager,
  screeningId: number,
  seatIds: readonly number[],
): Promise<Choice | undefined> {
  const now = storedValue(manager, ScreeningSeat, 'heldUntil', new Date());
  const rows = await manager.query<Raw[]>(sqlOf(seatIds), [now, ...seatIds, screeningId]);
  const [first] = rows;
  if (!first) return undefined;
  const seats = rows.flatMap((row) => (row.id === null ? [] : [seatOf(row)]));
  return { screening: screeningOf(manager, first), seats };
}

function screeningOf(manager: EntityManager, row: ScreeningRow): ChosenScreening {
  const { screeningId: id, layoutId, gapRule, movie, cinema, hall } = row;
  return {
    id,
    layoutId,
    gapRule,
    movie: { name: movie },
    cinema: { name: cinema },
    hall: { name: hall },
    startsAt: hydratedValue(manager, Screening, 'startsAt', row.startsAt),
    isCancelled: hydratedValue(manager, Screening, 'isCancelled', row.isCancelled),
  };
}

function seatOf(row: SeatRow): ChosenSeat {
  const { id, printedRow, number, pair, zone, priceCents, feeCents, isTaken } = row;
  return {
    id,
    row: printedRow,
    number,
    pair,
    zone,
    priceCents,
    feeCents,
    isTaken: Number(isTaken) === 1,
  };
}
