import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { RestRequest } from '../../rest/index.js';
import type { ResourceAdmin } from '../model-admin.js';
import { isVeryLong } from './very-long.js';

/** Years that are told apart at most. */
const MOST_YEARS = 60;

/** A year, month or day, and how many rows of the list are of it. */
export interface DateCount {
  readonly date: string;
  /** Null in tables that are too long to be counted. */
  readonly count: number | null;
}

interface Period {
  readonly date: string;
  /** Wall clock, as milliseconds of UTC. */
  readonly from: number;
  readonly to: number;
}

/**
 * How many rows there are in which year; of one year in which month, of one month on which day. On
 * the wall clock of the project, in two statements.
 *
 * DJANGO: ModelAdmin.date_hierarchy
 */
export async function datesOf(admin: ResourceAdmin, request: RestRequest): Promise<DateCount[]> {
  const { dates } = admin.options;
  if (!dates) return [];
  const query = (await admin.filtered(request)).orderBy();
  const column = `${query.alias}.${dates}`;
  const year = Number(request.query.get('year')) || null;
  const month = Number(request.query.get('month')) || null;
  const periods = year === null ? await yearsOf(query, column, request) : within(year, month);
  if (await isVeryLong(admin)) return periods.map(({ date }) => ({ date, count: null }));
  if (periods.length === 0) return [];
  const isMoment = admin.shape.metadata.findColumnWithPropertyName(dates)!.type !== 'date';
  const bound = (wall: number): unknown => {
    if (!isMoment) return new Date(wall).toISOString().slice(0, 10);
    const { localTime } = request;
    const instant = localTime.instantsOf(wall)[0] ?? wall - localTime.offsetAt(wall);
    return query.dataSource.driver.preparePersistentValue(
      new Date(instant),
      admin.shape.metadata.findColumnWithPropertyName(dates)!,
    );
  };
  query.select('1', 'one');
  periods.forEach(({ from, to }, index) => {
    query
      .addSelect(
        `SUM(CASE WHEN ${column} >= :from${index} AND ${column} < :to${index} THEN 1 ELSE 0 END)`,
        `count${index}`,
      )
      .setParameters({ [`from${index}`]: bound(from), [`to${index}`]: bound(to) });
  });
  const row = await query.getRawOne<Record<string, string | number | null>>();
  return periods
    .map(({ date }, index) => ({ date, count: Number(row?.[`count${index}`] ?? 0) }))
    .filter(({ count }) => count > 0);
}

async function yearsOf(
  query: SelectQueryBuilder<ObjectLiteral>,
  column: string,
  { localTime }: RestRequest,
): Promise<Period[]> {
  const ends = await Promise.all(
    (['ASC', 'DESC'] as const).map((direction) =>
      query
        .clone()
        .select([`${query.alias}.id`, column])
        .andWhere(`${column} IS NOT NULL`)
        .orderBy(column, direction)
        .limit(1)
        .getOne(),
    ),
  );
  const property = column.split('.').at(-1)!;
  const years = ends.flatMap((row) => {
    const value: unknown = row?.[property];
    if (value === undefined || value === null) return [];
    return Number((value instanceof Date ? localTime.date(value) : String(value)).slice(0, 4));
  });
  const [first, last] = years;
  if (first === undefined || last === undefined) return [];
  const start = Math.max(first, last - MOST_YEARS + 1);
  return Array.from({ length: last - start + 1 }, (_, index) => period(start + index));
}

function within(year: number, month: number | null): Period[] {
  if (!Number.isInteger(year) || year < 1 || year > 9999) return [];
  if (month === null) return Array.from({ length: 12 }, (_, index) => period(year, index + 1));
  if (!Number.isInteger(month) || month < 1 || month > 12) return [];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return Array.from({ length: days }, (_, index) => period(year, month, index + 1));
}

function period(year: number, month?: number, day?: number): Period {
  const at = (y: number, m: number, d: number): number => Date.UTC(y, m - 1, d);
  const two = (number: number): string => String(number).padStart(2, '0');
  if (month === undefined) {
    return { date: String(year), from: at(year, 1, 1), to: at(year + 1, 1, 1) };
  }
  if (day === undefined) {
    return { date: `${year}-${two(month)}`, from: at(year, month, 1), to: at(year, month + 1, 1) };
  }
  return {
    date: `${year}-${two(month)}-${two(day)}`,
    from: at(year, month, day),
    to: at(year, month, day + 1),
  };
}
