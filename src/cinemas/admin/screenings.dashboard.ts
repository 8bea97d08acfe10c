import { Injectable } from '@nestjs/common';
import { DashboardPart, type Figures } from '../../admin/dashboard/dashboard-part.js';
import { bilingual } from '../../languages.js';
import { Rest, type RestRequest } from '../../rest/index.js';
import { Screening, ScreeningSeat } from '../entities/index.js';

const SHOWN = 8;

/** How full the next screenings are. */
@Injectable()
export class ScreeningsDashboard extends DashboardPart {
  override readonly of = Screening;

  constructor(private readonly rest: Rest) {
    super();
  }

  override async figures({ localTime }: RestRequest): Promise<Figures> {
    const { manager } = this.rest.dataSource;
    const next = await manager
      .createQueryBuilder(Screening, 'screening')
      .innerJoinAndSelect('screening.movie', 'movie')
      .innerJoinAndSelect('screening.hall', 'hall')
      .where('screening.startsAt > :now AND screening.isCancelled = :no', {
        now: new Date(),
        no: false,
      })
      .orderBy('screening.startsAt')
      .addOrderBy('screening.id')
      .limit(SHOWN)
      .getMany();
    const sold = await this.soldOf(next.map(({ id }) => id));
    const percent = (id: number): number => {
      const { seats = 0, taken = 0 } = sold.get(id) ?? {};
      return seats === 0 ? 0 : Math.round((taken / seats) * 100);
    };
    const all = [...sold.values()];
    const seats = all.reduce((sum, each) => sum + each.seats, 0);
    const taken = all.reduce((sum, each) => sum + each.taken, 0);
    return {
      cards: [
        {
          name: 'occupancy',
          label: bilingual('Occupancy of the next screenings', '近期场次上座率'),
          value: seats === 0 ? 0 : Math.round((taken / seats) * 100),
          type: 'percent',
          resource: 'screenings',
        },
      ],
      lists: [
        {
          name: 'screenings',
          label: bilingual('Next screenings', '近期场次'),
          resource: 'screenings',
          rows: next.map(({ id, movie, hall, startsAt }) => ({
            id,
            label: `${localTime.minute(startsAt)} ${movie.name}`,
            detail: `${hall.name} · ${percent(id)}%`,
          })),
        },
      ],
    };
  }

  private async soldOf(ids: readonly number[]) {
    const found = new Map<number, { readonly seats: number; readonly taken: number }>();
    if (ids.length === 0) return found;
    const rows = await this.rest.dataSource.manager
      .createQueryBuilder(ScreeningSeat, 'seat')
      .select('seat.screeningId', 'id')
      .addSelect('COUNT(*)', 'seats')
      .addSelect(`SUM(CASE WHEN seat.state = 'sold' THEN 1 ELSE 0 END)`, 'taken')
      .where('seat.screeningId IN (:...ids)', { ids })
      .groupBy('seat.screeningId')
      .getRawMany<{ id: number; seats: string | number; taken: string | number }>();
    for (const { id, seats, taken } of rows) {
      found.set(Number(id), { seats: Number(seats), taken: Number(taken) });
    }
    return found;
  }
}
