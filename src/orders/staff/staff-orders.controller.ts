import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  charFilter,
  choiceFilter,
  DjangoModelPermissionsWithView,
  FilterSet,
  numberFilter,
  PageNumberPagination,
  ReadOnlyViewSet,
  ViewSet,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Order } from '../entities/index.js';
import { FULFILMENTS } from '../fulfilment/fulfilment-states.js';
import { ORDER_STATES } from '../order-states.js';
import { StaffOrderDetailSerializer, StaffOrderSerializer } from './staff-orders.serializers.js';

@ViewSet({
  path: 'staff/orders',
  name: 'Staff Order',
  description: '全部订单（员工）',
  group: GROUPS.staff,
  summaries: {
    list: bilingual('All orders, the latest first', '全部订单，最新的在前'),
    retrieve: bilingual('An order with its lines and parcels', '订单详情、商品与包裹'),
  },
  serializers: { retrieve: StaffOrderDetailSerializer, default: StaffOrderSerializer },
  authentication: USER_AUTHENTICATION,
  permissions: [DjangoModelPermissionsWithView],
  pagination: new PageNumberPagination({
    pageSize: 20,
    pageSizeParameter: 'page_size',
    maxPageSize: 100,
  }),
  filters: [
    new FilterSet({
      pay_status: choiceFilter('status', ORDER_STATES),
      fulfilment: choiceFilter('fulfilment', FULFILMENTS),
      order_sn: charFilter('sn'),
      user: numberFilter('userId'),
    }),
  ],
  ordering: ['-id'],
  listed: false,
})
export class StaffOrdersController extends ReadOnlyViewSet(Order) {}
