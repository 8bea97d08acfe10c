import { Injectable } from '@nestjs/common';
import { DashboardPart, type Figures } from '../../admin/dashboard/dashboard-part.js';
import { lastDays, sumByDay } from '../../admin/dashboard/days.js';
import { yuan, yuanNumber } from '../../cents.js';
import { bilingual } from '../../languages.js';
import { Rest, type RestRequest } from '../../rest/index.js';
import { Order, OrderReturn } from '../entities/index.js';

const DAYS = 30;

/** What was ordered and paid, and what waits to be sent. */
@Injectable()
export class OrdersDashboard extends DashboardPart {
  override readonly of = Order;

  constructor(private readonly rest: Rest) {
    super();
  }

  override async figures(request: RestRequest): Promise<Figures> {
    const { manager } = this.rest.dataSource;
    const days = lastDays(DAYS, request);
    const orders = () => manager.createQueryBuilder(Order, 'orders');
    const placed = await sumByDay(orders(), 'orders.createdAt', days);
    const cents = await sumByDay(
      orders(),
      'orders.paidAt',
      days,
      'orders.totalCents - orders.refundedCents',
    );
    const toSend = await manager.countBy(Order, { fulfilment: 'to_send' });
    const partlySent = await manager.countBy(Order, { fulfilment: 'partly_sent' });
    const returns = await manager.countBy(OrderReturn, { status: 'asked' });
    const today = days.at(-1)!.date;
    return {
      cards: [
        {
          name: 'orders_today',
          label: bilingual('Orders today', '今日订单'),
          value: placed.at(-1)!.y,
          type: 'integer',
          resource: 'orders',
          filter: { created_at_after: today },
        },
        {
          name: 'revenue_today',
          label: bilingual('Revenue today', '今日销售额'),
          value: yuan(cents.at(-1)!.y),
          type: 'money',
          resource: 'orders',
          filter: { paid_at_after: today },
        },
        {
          name: 'to_send',
          label: bilingual('To be sent', '待发货'),
          value: toSend,
          type: 'integer',
          resource: 'orders',
          filter: { fulfilment: 'to_send' },
        },
        {
          name: 'partly_sent',
          label: bilingual('Sent in part', '部分发货'),
          value: partlySent,
          type: 'integer',
          resource: 'orders',
          filter: { fulfilment: 'partly_sent' },
        },
        {
          name: 'returns',
          label: bilingual('Returns to decide', '待处理退货'),
          value: returns,
          type: 'integer',
          resource: 'returns',
          filter: { status: 'asked' },
        },
      ],
      charts: [
        {
          name: 'revenue',
          label: bilingual('Revenue by day', '每日销售额'),
          type: 'line',
          points: cents.map(({ x, y }) => ({ x, y: yuanNumber(y) })),
        },
        {
          name: 'orders',
          label: bilingual('Orders by day', '每日订单数'),
          type: 'bar',
          points: placed,
        },
      ],
    };
  }
}
