import { TEN_A_PAGE } from '../ten-a-page.js';
import { cents } from '../cents.js';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import {
  choiceFilter,
  DestroyModel,
  FilterSet,
  GenericViewSet,
  Idempotent,
  IsAuthenticated,
  ListModel,
  loadRows,
  named,
  objectSchema,
  idempotencyKey,
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
import { TicketOrderExtras } from './ticket-order-extras.js';
import { TicketOrdersService } from './ticket-orders.service.js';
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
  errors: {
    create: {
      400: {
        description: bilingual(
          'What is wrong; `taken` has the seats that somebody else was quicker to take.',
          '错误原因；`taken` 为已被他人锁定或购买的座位。',
        ),
        schema: named(
          'SeatsNotFree',
          objectSchema({
            seats: { type: 'array', items: { type: 'string' } },
            taken: { type: 'array', items: { type: 'integer' } },
          }),
        ),
        example: { seats: ['座位 5排8座 已被锁定或售出。'], taken: [745] },
      },
    },
  },
  serializers: TicketOrderSerializer,
  inputs: TicketOrderInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  throttles: { create: [UserRateThrottle, new ScopedRateThrottle('ticket')] },
  pagination: TEN_A_PAGE,
  filters: [new FilterSet({ status: choiceFilter('status', TICKET_STATES) })],
  ordering: ['-id'],
})
export class TicketOrdersController extends DestroyModel(
  RetrieveModel(ListModel(OwnedBy(GenericViewSet(TicketOrder), 'userId'))),
) {
  constructor(
    private readonly orders: TicketOrdersService,
    private readonly extras: TicketOrderExtras,
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
      isRepeatable: idempotencyKey(request) !== null,
      ...(expected !== undefined && { expectedTotalCents: cents(expected) }),
    };
    const { id, written } = await this.orders.lock(request.user!.id, wanted, once(request));
    const rows = written ? [{ ...written }] : await this.rowsOf(id, request);
    const [shown] = await this.show(rows, request, TicketOrderSerializer);
    return new Response(shown, 201);
  }

  override performDestroy(
    { id, userId }: TicketOrder,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    return this.orders.release(transaction, userId, id);
  }

  override show(rows: readonly Row[], ...how: ShowParameters) {
    return super.show(this.extras.add(rows), ...how);
  }

  private rowsOf(id: number, request: RestRequest): Promise<Row[]> {
    const query = this.getQueryset(request, this.rest.dataSource.manager);
    query.andWhere(`${query.alias}.id = :id`, { id });
    return loadRows(query, TicketOrderSerializer);
  }
}
