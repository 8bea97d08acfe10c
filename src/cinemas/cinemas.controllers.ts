import { yuanNumber } from '../cents.js';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import {
  Action,
  CreateModel,
  DjangoModelPermissionsOrAnonReadOnly,
  GenericViewSet,
  ListModel,
  loadRows,
  matchesETag,
  NotFound,
  OrderingFilter,
  Response,
  RetrieveModel,
  SearchFilter,
  UpdateModel,
  ViewSet,
  type RestRequest,
  type Row,
  type ShowParameters,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { CinemaInput, DrawingInput, HallInput } from './cinemas.inputs.js';
import { CinemaSerializer, HallSerializer, LayoutSerializer } from './cinemas.serializers.js';
import { Cinema, Hall, Layout, Screening, ScreeningSeat } from './entities/index.js';
import { TEN_A_PAGE } from '../ten-a-page.js';
import { checkedDrawing } from './layouts/checked-drawing.js';
import { Layouts } from './layouts/layouts.js';
import { onlyFree } from './seats/free-seats.js';
import { AreaFilter, narrowToShown, ShownFilter, shownIn } from './shown.filter.js';

@ViewSet({
  path: 'cinemas',
  name: 'Cinema',
  description: '影院',
  group: GROUPS.cinemas,
  summaries: {
    list: bilingual('Cinemas, by area, movie and day', '按地区、影片与日期查找影院'),
    retrieve: bilingual('One cinema', '影院详情'),
    create: bilingual('Add a cinema, for staff', '新增影院，供工作人员'),
    update: bilingual('Change a cinema, for staff', '修改影院，供工作人员'),
    partialUpdate: bilingual('Change a part of a cinema, for staff', '部分修改影院，供工作人员'),
  },
  serializers: CinemaSerializer,
  inputs: CinemaInput,
  authentication: USER_AUTHENTICATION,
  permissions: [DjangoModelPermissionsOrAnonReadOnly],
  pagination: TEN_A_PAGE,
  filters: [
    new AreaFilter(),
    new ShownFilter(),
    new SearchFilter(['name', 'address']),
    new OrderingFilter({ id: 'id', name: 'name' }),
  ],
})
export class CinemasController extends UpdateModel(
  CreateModel(RetrieveModel(ListModel(GenericViewSet(Cinema)))),
) {
  /** With the lowest price and the free seats of what was asked for, in a statement each for all. */
  override async show(rows: readonly Row[], ...how: ShowParameters) {
    const [lowest, free] = await Promise.all([
      this.lowestPrices(rows, how[0]),
      this.freeSeats(rows, how[0]),
    ]);
    const known = rows.map((row) => ({
      ...row,
      lowestPrice: lowest.get(Number(row.id)) ?? null,
      seatsFree: free.get(Number(row.id)) ?? 0,
    }));
    return super.show(known, ...how);
  }

  private async lowestPrices(rows: readonly Row[], request: RestRequest) {
    if (rows.length === 0) return new Map<number, number>();
    const query = this.rest.dataSource.manager.createQueryBuilder(Screening, 'screening');
    const found = await narrowToShown(query, shownIn(request))
      .andWhere('screening.cinemaId IN (:...ids)', { ids: rows.map(({ id }) => id) })
      .select('screening.cinemaId', 'id')
      .addSelect('MIN(screening.priceFromCents)', 'cents')
      .groupBy('screening.cinemaId')
      .getRawMany<{ id: number; cents: number }>();
    return new Map(found.map(({ id, cents }) => [Number(id), yuanNumber(Number(cents))]));
  }

  private async freeSeats(rows: readonly Row[], request: RestRequest) {
    if (rows.length === 0) return new Map<number, number>();
    const seats = this.rest.dataSource.manager
      .createQueryBuilder(ScreeningSeat, 'seat')
      .innerJoin('seat.screening', 'screening');
    const found = await onlyFree(narrowToShown(seats, shownIn(request), 'screening'))
      .andWhere('screening.cinemaId IN (:...ids)', { ids: rows.map(({ id }) => id) })
      .select('screening.cinemaId', 'id')
      .addSelect('COUNT(*)', 'free')
      .groupBy('screening.cinemaId')
      .getRawMany<{ id: number; free: number }>();
    return new Map(found.map(({ id, free }) => [Number(id), Number(free)]));
  }
}

@ViewSet({
  path: 'halls',
  name: 'Hall',
  description: '影厅与座位图',
  group: GROUPS.cinemas,
  summaries: {
    list: bilingual('Halls', '影厅'),
    retrieve: bilingual('One hall', '影厅详情'),
    create: bilingual('Add a hall, for staff', '新增影厅，供工作人员'),
  },
  serializers: HallSerializer,
  inputs: HallInput,
  authentication: USER_AUTHENTICATION,
  permissions: [DjangoModelPermissionsOrAnonReadOnly],
  pagination: TEN_A_PAGE,
})
export class HallsController extends CreateModel(RetrieveModel(ListModel(GenericViewSet(Hall)))) {
  constructor(
    private readonly layouts: Layouts,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  @Action({
    path: ':pk/seats',
    summary: bilingual('How the seats of a hall stand', '影厅座位图'),
    description: bilingual(
      'The present layout, or with `?version=` another: a version never changes, so it may be kept for ever.',
      '当前座位图；`?version=` 指定版本。同一版本永不改变，可一直缓存。',
    ),
    params: { pk: { type: 'integer' } },
    answer: LayoutSerializer,
    answers: { 304: { description: 'The client has this version.' } },
  })
  async seats(request: RestRequest): Promise<Response> {
    const { manager } = this.rest.dataSource;
    const hall = await this.getObject(request, manager);
    const version = request.query.get('version');
    const layout = await (version && /^\d{1,6}$/.test(version)
      ? manager.findOneBy(Layout, { hallId: hall.id, version: Number(version) })
      : manager.findOneBy(Layout, { id: hall.layoutId ?? 0 }));
    if (!layout) throw new NotFound();
    const headers = {
      ETag: `"${hall.id}.${layout.version}"`,
      'Cache-Control': version ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    };
    if (matchesETag(request.raw.headers['if-none-match'], headers.ETag)) {
      return new Response(undefined, 304, headers);
    }
    return new Response(await this.describe(layout, request, manager), 200, headers);
  }

  @Action({
    method: 'PUT',
    path: ':pk/seats',
    summary: bilingual('Draw the seats of a hall anew, for staff', '重画座位图，供工作人员'),
    description: bilingual(
      'For the screenings to come; those that are scheduled keep theirs.',
      '用于之后新排的场次；已排场次保留原座位图。',
    ),
    params: { pk: { type: 'integer' } },
    input: DrawingInput,
    answer: LayoutSerializer,
    errors: { 400: { description: 'What is wrong, line by line.' } },
  })
  async draw(request: RestRequest): Promise<unknown> {
    const { drawing } = await request.validated(DrawingInput);
    const read = checkedDrawing(drawing);
    return this.unitOfWork.run(async (tx) => {
      const hall = await this.getObject(request, tx.manager);
      const id = await this.layouts.replace(tx, hall.id, read);
      const layout = await tx.manager.findOneByOrFail(Layout, { id });
      return this.describe(layout, request, tx.manager);
    });
  }

  private async describe(
    { id }: Layout,
    request: RestRequest,
    manager: EntityManager,
  ): Promise<unknown> {
    const query = manager.createQueryBuilder(Layout, 'layout').where('layout.id = :id', { id });
    const [row] = await loadRows(query, LayoutSerializer);
    return LayoutSerializer.represent(row!, request);
  }
}
