import { Screening } from '../cinemas/entities/index.js';
import { bilingual } from '../languages.js';
import {
  choiceSchema,
  computed,
  dateTime,
  field,
  many,
  money,
  nested,
  serializer,
  through,
  type Text,
} from '../rest/index.js';
import { TicketLine, TicketOrder } from './entities/index.js';
import type { TicketState } from './ticket-states.js';

const STATUS = choiceSchema([
  ['paying', bilingual('Waiting for its payment', '待支付')],
  ['paid', bilingual('Paid', '已支付')],
  ['closed', bilingual('Closed unpaid', '已关闭')],
  ['refunding', bilingual('Being refunded', '退款中')],
  ['refunded', bilingual('Refunded', '已退款')],
] satisfies [TicketState, Text][]);

export const TicketLineSerializer = serializer(TicketLine, 'Ticket', {
  id: field('seatId'),
  label: field(),
  zone: field(),
  price: money('priceCents'),
  fee: money('feeCents'),
});

/** What the tickets are for, in words. */
export const TicketShowSerializer = serializer(Screening, 'TicketShow', {
  movie: through('movie.name'),
  cinema: through('cinema.name'),
  hall: through('hall.name'),
  start_time: dateTime('startsAt'),
});

export const TicketOrderSerializer = serializer(TicketOrder, 'TicketOrder', {
  id: field(),
  screening: field('screeningId'),
  show: nested(TicketShowSerializer, 'screening'),
  serial_sn: field('sn'),
  order_sn: field('orderSn'),
  status: field('status', STATUS),
  mobile: field(),
  amount: money('totalCents'),
  refunded: money('refundedCents'),
  expires_at: dateTime('closesAt'),
  seconds_left: computed(['closesAt', 'status'], ({ secondsLeft }) => secondsLeft ?? 0, {
    type: 'integer',
  }),
  pay_time: dateTime('paidAt'),
  checkin_time: dateTime('checkedInAt'),
  add_time: dateTime('createdAt'),
  code: field(),
  qr_code: computed(['code', 'status'], ({ qrCode }) => qrCode ?? '', {
    type: 'string',
    description: 'A picture as a `data:` address; empty unless paid.',
  }),
  alipay_url: computed(['status', 'sn', 'totalCents', 'closesAt'], ({ payUrl }) => payUrl ?? '', {
    type: 'string',
    description: 'Where to pay; empty unless the order waits for its payment.',
  }),
  seats: many(TicketLineSerializer, 'lines'),
});
