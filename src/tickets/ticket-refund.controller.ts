import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import {
  Action,
  GenericViewSet,
  IsAuthenticated,
  loadRows,
  NotFound,
  ViewSet,
  type RestRequest,
  type Row,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { currentUser } from '../users/current-user.js';
import { TicketOrder } from './entities/index.js';
import { TicketOrderExtras } from './ticket-order-extras.js';
import { TicketRefunds, wishOfStaff, type Wish } from './ticket-refunds.js';
import { TicketOrderSerializer } from './tickets.serializers.js';

@ViewSet({
  path: 'ticketorders',
  name: 'Ticket Refund',
  description: '退票',
  group: GROUPS.tickets,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  listed: false,
})
export class TicketRefundController extends GenericViewSet(TicketOrder) {
  constructor(
    private readonly refunds: TicketRefunds,
    private readonly extras: TicketOrderExtras,
  ) {
    super();
  }

  @Action({
    method: 'POST',
    path: ':pk/refund',
    summary: bilingual('Give tickets back', '退票'),
    description: bilingual(
      'The own ones until an hour before the start and before they are used; staff, those of others at any time. 202: the provider is asked until it answers.',
      '本人开场前一小时且未检票时可退；工作人员可随时为他人退票。202：将重试直至支付平台答复。',
    ),
    params: { pk: { type: 'integer' } },
    status: 202,
    answer: TicketOrderSerializer,
    errors: { 400: { description: 'Not paid, used, or too late.' } },
  })
  async refund(request: RestRequest): Promise<Row> {
    const { manager } = this.rest.dataSource;
    const order = await this.getObject(request, manager);
    const wish = await this.wishOf(request, order);
    await this.refunds.send(await this.refunds.begin(order.id, wish), wish);
    const query = this.getQueryset(request, manager).where({ id: order.id });
    const rows = this.extras.add(await loadRows(query, TicketOrderSerializer));
    return (await this.show(rows, request, TicketOrderSerializer))[0]!;
  }

  /** @throws NotFound for who is neither the buyer nor staff */
  private async wishOf(request: RestRequest, order: TicketOrder): Promise<Wish> {
    const user = currentUser(request);
    if (order.userId === user.id && !user.isSuperuser) {
      return { actor: `user:${user.id}`, reason: 'given back by the buyer', as: 'buyer' };
    }
    if (!(await request.grants.allows(['change'], TicketOrder))) throw new NotFound();
    return wishOfStaff(user);
  }
}
