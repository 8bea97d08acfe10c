import { bilingual } from '../../languages.js';
import {
  charFilter,
  choiceFilter,
  FilterSet,
  numberFilter,
  ReadOnlyViewSet,
  ViewSet,
} from '../../rest/index.js';
import { STAFF_RESOURCE } from '../../users/staff-resource.js';
import { Order } from '../entities/index.js';
import { FULFILMENTS } from '../fulfilment/fulfilment-states.js';
import { ORDER_STATES } from '../order-states.js';
import { StaffOrderDetailSerializer, StaffOrderSerializer } from './staff-orders.serializers.js';

@ViewSet({
  path: 'staff/orders',
  name: 'Staff Order',
  description: '全部订单（员工）',
  summaries: {
    list: bilingual('All orders, the latest first', '全部订单，最新的在前'),
    retrieve: bilingual('An order with its lines and parcels', '订单详情、商品与包裹'),
  },
  serializers: { retrieve: StaffOrderDetailSerializer, default: StaffOrderSerializer },
  ...STAFF_RESOURCE,
  filters: [
    new FilterSet({
      pay_status: choiceFilter('status', ORDER_STATES),
      fulfilment: choiceFilter('fulfilment', FULFILMENTS),
      order_sn: charFilter('sn'),
      user: numberFilter('userId'),
    }),
  ],
})
export class StaffOrdersController extends ReadOnlyViewSet(Order) {}
