import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  DjangoModelPermissionsWithView,
  GenericViewSet,
  ListModel,
  NestedBelow,
  ViewSet,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Order, OrderChange } from '../entities/index.js';
import { HISTORY_PAGES } from '../history/history.pagination.js';
import { StaffOrderStepSerializer } from '../history/history.serializers.js';

@ViewSet({
  path: 'staff/orders/:pk/history',
  name: 'Staff Order History',
  description: '订单进度，含操作人与原因（员工）',
  group: GROUPS.staff,
  summaries: {
    list: bilingual('What has happened to an order, by whom and why', '订单进度，含操作人与原因'),
  },
  serializers: StaffOrderStepSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [DjangoModelPermissionsWithView],
  pagination: HISTORY_PAGES,
  listed: false,
})
export class StaffOrderHistoryController extends ListModel(
  NestedBelow(GenericViewSet(OrderChange), Order, 'orderId'),
) {}
