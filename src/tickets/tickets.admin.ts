import { Injectable } from '@nestjs/common';
import type { AdminActions, Doing } from '../admin/declarations.js';
import { ModelAdmin } from '../admin/model-admin.js';
import { MENU } from '../menu.js';
import { bilingual } from '../languages.js';
import { CheckIns } from './check-ins.js';
import { TicketOrder } from './entities/index.js';
import { TicketRefunds, wishOfStaff } from './ticket-refunds.js';
import { currentUser } from '../users/current-user.js';
import type { TicketState } from './ticket-states.js';

const STATES: readonly (readonly [TicketState, ReturnType<typeof bilingual>])[] = [
  ['paying', bilingual('To be paid', '待支付')],
  ['paid', bilingual('Paid', '已支付')],
  ['closed', bilingual('Closed', '已关闭')],
  ['refunding', bilingual('Refund on its way', '退款中')],
  ['refunded', bilingual('Refunded', '已退款')],
];

/** Tickets that people buy or have. */
@Injectable()
export class TicketOrderAdmin extends ModelAdmin(TicketOrder, {
  name: 'ticket-orders',
  label: bilingual('Ticket order', '电影票订单'),
  plural: bilingual('Ticket orders', '电影票订单'),
  group: MENU.boxOffice,
  title: 'sn',
  list: ['sn', 'user', 'screening', 'status', 'checkedInAt', 'totalCents', 'mobile', 'createdAt'],
  filters: ['status', 'createdAt', 'paidAt'],
  search: ['=sn', '=orderSn', '=code', '=mobile', 'user.username'],
  searchHelp: bilingual(
    'Serial or order number, pick-up code, mobile, username',
    '流水号、订单号、取票码、手机号、用户名',
  ),
  dates: 'createdAt',
  form: [
    ['sn', 'orderSn', 'status'],
    ['user', 'mobile'],
    'screening',
    ['totalCents', 'refundedCents', 'tradeNo'],
    ['createdAt', 'closesAt', 'paidAt', 'checkedInAt'],
  ],
  fields: {
    sn: { label: bilingual('Serial number', '流水号') },
    orderSn: { label: bilingual('Order number', '订单号') },
    status: { choices: STATES },
    totalCents: { label: bilingual('Total', '总额') },
    closesAt: { label: bilingual('Held until', '保留至') },
  },
  inlines: [
    {
      relation: 'lines',
      label: bilingual('Seats', '座位'),
      fields: ['label', 'zone', 'priceCents', 'feeCents'],
      declared: { feeCents: { label: bilingual('Fee', '服务费') } },
    },
  ],
  readOnly: 'all',
  never: ['delete'],
}) {
  override readonly actions: AdminActions<TicketOrder> = {
    check_in: {
      label: bilingual('Check in', '检票'),
      when: ({ status, checkedInAt }) => status === 'paid' && checkedInAt === null,
      run: ({ object, transaction }) => this.checkIns.admit(transaction.manager, object),
    },
    refund: {
      label: bilingual('Give the money back', '退款'),
      confirm: bilingual(
        'Give the money back? The seats are free again.',
        '确定退款？座位将重新开放。',
      ),
      danger: true,
      when: ({ status }) => status === 'paid',
      run: (doing) => this.refund(doing),
    },
  };

  constructor(
    private readonly refunds: TicketRefunds,
    private readonly checkIns: CheckIns,
  ) {
    super();
  }

  private async refund({ object, request, transaction }: Doing<TicketOrder>): Promise<void> {
    const wish = wishOfStaff(currentUser(request));
    const order = await this.refunds.begin(object.id, wish);
    transaction.afterCommit(() => this.refunds.send(order, wish));
  }
}
