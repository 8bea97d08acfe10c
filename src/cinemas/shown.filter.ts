import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { bilingual } from '../languages.js';
import {
  message,
  parseDay,
  ValidationError,
  type FilterBackend,
  type RestRequest,
} from '../rest/index.js';
import { Area } from '../areas/entities/index.js';
import { Screening } from './entities/index.js';
import { DAY } from '../infrastructure/durations.js';

/** What a client asks a cinema to show. */
export interface Shown {
  readonly movieId: number | undefined;
  readonly from: Date;
  readonly to: Date | undefined;
}

/** Screenings from now on, of `?movie=` and on the day `?date=`. @throws ValidationError */
export function shownIn({ query, localTime }: RestRequest): Shown {
  const movie = query.get('movie');
  const date = query.get('date');
  if (movie && !/^\d{1,9}$/.test(movie)) {
    throw new ValidationError({ movie: [message('filters.DecimalField.invalid')] });
  }
  const movieId = movie ? Number(movie) : undefined;
  const now = new Date();
  if (!date) return { movieId, from: now, to: undefined };
  const day = parseDay(date);
  if (day === undefined) {
    throw new ValidationError({ date: [message('filters.DateField.invalid')] });
  }
  const [start] = localTime.instantsOf(day);
  const [end] = localTime.instantsOf(day + DAY);
  const from = new Date(Math.max(start ?? day, now.getTime()));
  return { movieId, from, to: new Date(end ?? day + DAY) };
}

/** Narrows a query over screenings, by their alias, to what was asked for. */
export function narrowToShown<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { movieId, from, to }: Shown,
  alias = query.alias,
): SelectQueryBuilder<T> {
  query.andWhere(`${alias}.isCancelled = :isCancelled AND ${alias}.startsAt > :from`, {
    isCancelled: false,
    from,
  });
  if (to) query.andWhere(`${alias}.startsAt < :to`, { to });
  if (movieId !== undefined) query.andWhere(`${alias}.movieId = :movieId`, { movieId });
  return query;
}

/** Cinemas that show the movie, on the day. */
export class ShownFilter implements FilterBackend {
  apply(query: SelectQueryBuilder<ObjectLiteral>, request: RestRequest): void {
    if (!request.query.get('movie') && !request.query.get('date')) return;
    const inner = narrowToShown(
      query.subQuery().select('1').from(Screening, 'shown'),
      shownIn(request),
    ).andWhere(`shown.cinemaId = ${query.alias}.id`);
    query.andWhere(`EXISTS ${inner.getQuery()}`).setParameters(inner.getParameters());
  }

  parameters() {
    return [
      {
        name: 'movie',
        description: bilingual('Id of a movie that is shown there.', '正在放映的影片 id。'),
        schema: { type: 'integer' },
      },
      {
        name: 'date',
        description: bilingual('The day on which it is shown.', '放映日期。'),
        schema: { type: 'string', format: 'date' },
      },
    ];
  }
}

/** Cinemas in a province, a city or a district. */
export class AreaFilter implements FilterBackend {
  apply(query: SelectQueryBuilder<ObjectLiteral>, { query: asked }: RestRequest): void {
    const area = asked.get('area');
    if (!area) return;
    if (!/^\d{1,9}$/.test(area)) {
      throw new ValidationError({ area: [message('filters.DecimalField.invalid')] });
    }
    const districts = query
      .subQuery()
      .select('district.id')
      .from(Area, 'district')
      .leftJoin('district.parent', 'city')
      .where('district.id = :area OR district.parentId = :area OR city.parentId = :area');
    query
      .andWhere(`${query.alias}.areaId IN ${districts.getQuery()}`)
      .setParameter('area', Number(area));
  }

  parameters() {
    return [
      {
        name: 'area',
        description: bilingual('Id of a province, city or district.', '省、市或区的 id。'),
        schema: { type: 'integer' },
      },
    ];
  }
}
