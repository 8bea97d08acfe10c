import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import type { EntityManager } from 'typeorm';
import {
  GenericViewSet,
  IsAuthenticated,
  ListModel,
  NestedBelow,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Order, OrderChange } from '../entities/index.js';
import { HISTORY_PAGES } from './history.pagination.js';
import { OrderStepSerializer } from './history.serializers.js';

@ViewSet({
  path: 'orders/:pk/history',
  name: 'Order History',
  description: '订单进度',
  group: GROUPS.orders,
  summaries: { list: bilingual('What has happened to an order of one’s own', '自己订单的进度') },
  serializers: OrderStepSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  pagination: HISTORY_PAGES,
  listed: false,
})
export class OrderHistoryController extends ListModel(
  NestedBelow(GenericViewSet(OrderChange), Order, 'orderId'),
) {
  /** An order of one's own. */
  override parentQueryset(request: RestRequest, manager: EntityManager) {
    const own = { userId: request.user!.id, isHidden: false };
    return super.parentQueryset(request, manager).where(own);
  }
}
