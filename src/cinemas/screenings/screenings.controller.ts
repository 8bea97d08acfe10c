import type { EntityManager } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { Cinema } from '../entities/index.js';
import { Movie } from '../../movies/entities/index.js';
import { cinemaSettings } from '../cinemas.settings.js';
import { GROUPS } from '../../docs/groups.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  dateFilter,
  DjangoModelPermissionsOrAnonReadOnly,
  FilterSet,
  GenericViewSet,
  ListModel,
  loadRows,
  numberFilter,
  OrderingFilter,
  Response,
  RetrieveModel,
  ViewSet,
  type RestRequest,
  type Row,
  type ShowParameters,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { TEN_A_PAGE } from '../../ten-a-page.js';
import { MayChange } from '../permissions.js';
import { BlockInput, ScreeningInput } from '../cinemas.inputs.js';
import { ScreeningSerializer } from '../cinemas.serializers.js';
import { Screening, ScreeningSeat } from '../entities/index.js';
import { saleEnd } from './sale.js';
import { onlyFree } from '../seats/free-seats.js';
import { ScreeningsService } from './screenings.service.js';

const pk = { pk: { type: 'integer' } };

@ViewSet({
  path: 'screenings',
  name: 'Screening',
  description: '场次',
  group: GROUPS.cinemas,
  summaries: {
    list: bilingual('What is shown from now on', '接下来的场次'),
    retrieve: bilingual('One screening', '场次详情'),
    create: bilingual('Schedule a screening, for staff', '排片，供工作人员'),
  },
  serializers: ScreeningSerializer,
  inputs: { create: ScreeningInput, block: BlockInput },
  authentication: USER_AUTHENTICATION,
  permissions: {
    cancel: [MayChange],
    block: [MayChange],
    default: [DjangoModelPermissionsOrAnonReadOnly],
  },
  pagination: TEN_A_PAGE,
  filters: [
    new FilterSet({
      movie: numberFilter('movieId', 'exact', { rows: () => Movie }),
      cinema: numberFilter('cinemaId', 'exact', { rows: () => Cinema }),
      date: dateFilter('startsAt'),
    }),
    new OrderingFilter({ start_time: 'startsAt', price_from: 'priceFromCents' }),
  ],
  ordering: ['startsAt', 'id'],
})
export class ScreeningsController extends RetrieveModel(ListModel(GenericViewSet(Screening))) {
  constructor(
    private readonly settings: Settings,
    private readonly unitOfWork: UnitOfWork,
    private readonly screenings: ScreeningsService,
  ) {
    super();
  }

  /** A list shows what can still be gone to. */
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    if (request.action !== 'list') return query;
    return query.andWhere(
      `${query.alias}.isCancelled = :isCancelled AND ${query.alias}.startsAt > :now`,
      { isCancelled: false, now: new Date() },
    );
  }

  async create(request: RestRequest): Promise<Response> {
    const input = await request.validated(ScreeningInput);
    const id = await this.unitOfWork.run((tx) => this.screenings.schedule(tx, input));
    return new Response(await this.shown(id, request), 201);
  }

  @Action({
    method: 'POST',
    path: ':pk/cancel',
    summary: bilingual(
      'Cancel a screening and refund its tickets, for staff',
      '取消场次并退票，供工作人员',
    ),
    params: pk,
    status: 200,
    answer: ScreeningSerializer,
  })
  async cancel(request: RestRequest): Promise<Row> {
    const { id } = await this.getObject(request, this.rest.dataSource.manager);
    await this.unitOfWork.run((tx) => this.screenings.cancel(tx, id));
    return this.shown(id, request);
  }

  @Action({
    method: 'POST',
    path: ':pk/block',
    summary: bilingual(
      'Take seats out of the sale, or put them back, for staff',
      '停售或恢复座位，供工作人员',
    ),
    params: pk,
    input: BlockInput,
    status: 200,
    answer: ScreeningSerializer,
  })
  async block(request: RestRequest): Promise<Row> {
    const { seats, blocked } = await request.validated(BlockInput);
    const screening = await this.getObject(request, this.rest.dataSource.manager);
    await this.unitOfWork.run((tx) => this.screenings.block(tx, screening, seats, blocked));
    return this.shown(screening.id, request);
  }

  /** With the seats that are free, in one statement for all. */
  override async show(rows: readonly Row[], ...how: ShowParameters) {
    const [, , manager = this.rest.dataSource.manager] = how;
    const free = await freeSeats(rows, manager);
    const now = new Date();
    const shown = rows.map((row) => {
      const until = saleEnd(
        { startsAt: row.startsAt instanceof Date ? row.startsAt : now },
        this.settings.of(cinemaSettings),
      );
      const onSale = !row.isCancelled && now < until;
      const [{ localTime }] = how;
      const seatsFree = free.get(Number(row.id)) ?? 0;
      return { ...row, seatsFree, onSale, saleUntil: localTime.dateTime(until) };
    });
    return super.show(shown, ...how);
  }

  private async shown(id: number, request: RestRequest): Promise<Row> {
    const { manager } = this.rest.dataSource;
    const query = super.getQueryset(request, manager);
    query.andWhere(`${query.alias}.id = :id`, { id });
    const [row] = await this.show(
      await loadRows(query, ScreeningSerializer),
      request,
      ScreeningSerializer,
    );
    return row!;
  }
}

async function freeSeats(
  rows: readonly Row[],
  manager: EntityManager,
): Promise<ReadonlyMap<number, number>> {
  if (rows.length === 0) return new Map();
  const found = await onlyFree(manager.createQueryBuilder(ScreeningSeat, 'seat'))
    .select('seat.screeningId', 'id')
    .addSelect('COUNT(*)', 'free')
    .andWhere('seat.screeningId IN (:...ids)', { ids: rows.map(({ id }) => id) })
    .groupBy('seat.screeningId')
    .getRawMany<{ id: number; free: number }>();
  return new Map(found.map(({ id, free }) => [Number(id), Number(free)]));
}
