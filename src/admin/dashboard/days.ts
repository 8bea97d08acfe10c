import type { SelectQueryBuilder, ObjectLiteral } from 'typeorm';
import type { RestRequest } from '../../rest/index.js';
import { DAY } from '../../infrastructure/durations.js';

/** A day on the wall clock of the project. */
export interface Day {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly from: Date;
  readonly to: Date;
}

/** The last days, today the last of them. */
export function lastDays(count: number, { localTime }: RestRequest, now = Date.now()): Day[] {
  const today = Date.parse(localTime.date(new Date(now)));
  const instant = (wall: number): Date =>
    new Date(localTime.instantsOf(wall)[0] ?? wall - localTime.offsetAt(wall));
  return Array.from({ length: count }, (_, index) => {
    const wall = today - (count - 1 - index) * DAY;
    return {
      date: new Date(wall).toISOString().slice(0, 10),
      from: instant(wall),
      to: instant(wall + DAY),
    };
  });
}

/**
 * Something summed up by day, in one statement.
 *
 * @param query of the rows
 * @param column with the moment of a row
 * @param summed SQL of what a row adds; default: it counts
 */
export async function sumByDay<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  column: string,
  days: readonly Day[],
  summed = '1',
): Promise<{ x: string; y: number }[]> {
  query.select('1', 'one').andWhere(`${column} >= :begin AND ${column} < :end`, {
    begin: days[0]!.from,
    end: days.at(-1)!.to,
  });
  days.forEach(({ from, to }, index) => {
    query
      .addSelect(
        `SUM(CASE WHEN ${column} >= :from${index} AND ${column} < :to${index} THEN ${summed} ELSE 0 END)`,
        `day${index}`,
      )
      .setParameters({ [`from${index}`]: from, [`to${index}`]: to });
  });
  const row = await query.getRawOne<Record<string, string | number | null>>();
  return days.map(({ date }, index) => ({ x: date, y: Number(row?.[`day${index}`] ?? 0) }));
}
