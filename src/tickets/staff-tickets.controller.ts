import { bilingual } from '../languages.js';
import {
  charFilter,
  choiceFilter,
  field,
  FilterSet,
  numberFilter,
  ReadOnlyViewSet,
  through,
  ViewSet,
} from '../rest/index.js';
import { STAFF_RESOURCE } from '../users/staff-resource.js';
import { TicketOrder } from './entities/index.js';
import { TICKET_STATES } from './ticket-states.js';
import { TicketOrderSerializer } from './tickets.serializers.js';

/** Tickets as the box office sees them: with who has them, without what only their buyer needs. */
const StaffTicketOrderSerializer = TicketOrderSerializer.extend('StaffTicketOrder', {
  user: field('userId'),
  username: through('user.username'),
  seconds_left: null,
  code: null,
  qr_code: null,
  alipay_url: null,
});

@ViewSet({
  path: 'staff/ticketorders',
  name: 'Staff Ticket Order',
  description: '全部票订单（员工）',
  summaries: {
    list: bilingual('All orders of tickets, the latest first', '全部票订单，最新的在前'),
    retrieve: bilingual('Tickets with their seats', '票订单详情与座位'),
  },
  serializers: StaffTicketOrderSerializer,
  ...STAFF_RESOURCE,
  filters: [
    new FilterSet({
      status: choiceFilter('status', TICKET_STATES),
      screening: numberFilter('screeningId'),
      user: numberFilter('userId'),
      serial_sn: charFilter('sn'),
      order_sn: charFilter('orderSn'),
    }),
  ],
})
export class StaffTicketsController extends ReadOnlyViewSet(TicketOrder) {}
