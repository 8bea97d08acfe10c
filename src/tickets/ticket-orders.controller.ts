import { In } from 'typeorm';
import { Screening } from '../cinemas/entities/index.js';
import { BOX_OFFICE_PAGES } from '../cinemas/pages.js';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import { PaymentLinks } from '../payments/index.js';
import {
  Action,
  choiceFilter,
  DestroyModel,
  FilterSet,
  GenericViewSet,
  Idempotent,
  IsAuthenticated,
  ListModel,
  loadRows,
  once,
  OwnedBy,
  RetrieveModel,
  Response,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  type RestRequest,
  type RestTransaction,
  type Row,
  type ShowParameters,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { TicketOrder } from './entities/index.js';
import { PickUp } from './pick-up.js';
import { TicketOrdersService } from './ticket-orders.service.js';
import { payableOf } from './ticket-payments.js';
import { TicketRefunds } from './ticket-refunds.js';
import { TICKET_STATES } from './ticket-states.js';
import { TicketOrderInput } from './tickets.inputs.js';
import { TicketOrderSerializer } from './tickets.serializers.js';

@ViewSet({
  path: 'ticketorders',
  name: 'Ticket Order',
  description: '选座购票',
  group: GROUPS.tickets,
  summaries: {
    list: bilingual('The own ticket orders, the latest first', '自己的购票订单，最新的在前'),
    retrieve: bilingual(
      'One ticket order, with its QR code once paid',
      '购票订单，支付后含取票二维码',
    ),
    create: bilingual('Lock seats and get a link to pay for them', '锁定座位并获取支付链接'),
    destroy: bilingual('Release seats that are not paid yet', '取消未支付的订单并释放座位'),
  },
  serializers: TicketOrderSerializer,
  inputs: TicketOrderInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  throttles: { create: [UserRateThrottle, new ScopedRateThrottle('ticket')] },
  pagination: BOX_OFFICE_PAGES,
  filters: [new FilterSet({ status: choiceFilter('status', TICKET_STATES) })],
  ordering: ['-id'],
})
export class TicketOrdersController extends DestroyModel(
  RetrieveModel(ListModel(OwnedBy(GenericViewSet(TicketOrder), 'userId'))),
) {
  constructor(
    private readonly orders: TicketOrdersService,
    private readonly refunds: TicketRefunds,
    private readonly links: PaymentLinks,
    private readonly pickUp: PickUp,
  ) {
    super();
  }

  @Idempotent()
  async create(request: RestRequest): Promise<Response> {
    const input = await request.validated(TicketOrderInput);
    const expected = input.expected_total;
    const wanted = {
      screeningId: input.screening,
      seatIds: input.seats,
      mobile: input.mobile,
      ...(expected !== undefined && { expectedTotalCents: Math.round(Number(expected) * 100) }),
    };
    const order = await this.orders.lock(request.user!.id, wanted, once(request));
    return new Response(await this.shown(order.id, request), 201);
  }

  @Action({
    method: 'POST',
    path: ':pk/refund',
    summary: bilingual('Give tickets back', '退票'),
    description: bilingual(
      'Until an hour before the start and before they are used. 202: the provider is asked until it answers.',
      '开场前一小时且未检票时可退。202：将重试直至支付平台答复。',
    ),
    params: { pk: { type: 'integer' } },
    status: 202,
    answer: TicketOrderSerializer,
    errors: { 400: { description: 'Not paid, used, or too late.' } },
  })
  async refund(request: RestRequest): Promise<Row> {
    const { id } = await this.getObject(request, this.rest.dataSource.manager);
    const actor = `user:${request.user!.id}`;
    const wish = { actor, reason: 'given back by the buyer', isStaff: false };
    await this.refunds.send(await this.refunds.begin(id, wish), wish);
    return this.shown(id, request);
  }

  override performDestroy(
    { id, userId }: TicketOrder,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    return this.orders.release(transaction, userId, id);
  }

  /** With where to pay, how long for, and the code that lets people in. */
  override async show(rows: readonly Row[], ...how: ShowParameters) {
    const [, , manager = this.rest.dataSource.manager] = how;
    const ids = rows.map(({ id }) => Number(id));
    const orders = ids.length > 0 ? await manager.findBy(TicketOrder, { id: In(ids) }) : [];
    const screeningIds = [...new Set(orders.map(({ screeningId }) => screeningId))];
    const starts = screeningIds.length > 0 ? await startsOf(manager, screeningIds) : new Map();
    const byId = new Map(orders.map((order) => [order.id, order]));
    const shown = rows.map((row) => ({ ...row, ...this.extras(byId.get(Number(row.id)), starts) }));
    return super.show(shown, ...how);
  }

  private extras(order: TicketOrder | undefined, starts: ReadonlyMap<number, Date>) {
    if (!order) return {};
    const seconds = Math.floor((order.closesAt.getTime() - Date.now()) / 1000);
    const isWaiting = order.status === 'paying' && seconds > 0;
    return {
      secondsLeft: isWaiting ? seconds : 0,
      payUrl: isWaiting ? this.links.payUrl(payableOf(order)) : '',
      qrCode: this.pickUp.qrCode(order, starts.get(order.screeningId) ?? new Date()),
    };
  }

  private async shown(id: number, request: RestRequest): Promise<Row> {
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    query.andWhere(`${query.alias}.id = :id`, { id });
    const rows = await loadRows(query, TicketOrderSerializer);
    const [row] = await this.show(rows, request, TicketOrderSerializer);
    return row!;
  }
}

async function startsOf(
  manager: RestTransaction['manager'],
  ids: readonly number[],
): Promise<Map<number, Date>> {
  const screenings = await manager.find(Screening, {
    select: { id: true, startsAt: true },
    where: { id: In([...ids]) },
  });
  return new Map(screenings.map(({ id, startsAt }) => [id, startsAt]));
}
