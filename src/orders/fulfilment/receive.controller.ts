import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  GenericViewSet,
  IsAuthenticated,
  OwnedBy,
  ViewSet,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Order } from '../entities/index.js';
import { FulfilmentSerializer } from '../orders.serializers.js';
import { FulfilmentService } from './fulfilment.service.js';

@ViewSet({
  path: 'orders',
  name: 'Order Receipt',
  description: '确认收货',
  group: GROUPS.orders,
  serializers: FulfilmentSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  listed: false,
})
export class ReceiveController extends OwnedBy(GenericViewSet(Order), 'userId') {
  constructor(private readonly fulfilment: FulfilmentService) {
    super();
  }

  @Action({
    method: 'POST',
    path: ':pk/receive',
    summary: bilingual('Say that an order of one’s own has arrived', '确认收货'),
    params: { pk: { type: 'integer' } },
    status: 200,
    answer: FulfilmentSerializer,
    errors: { 400: { description: 'It is not on its way, or received already.' } },
  })
  receive(request: RestRequest): Promise<Row> {
    return this.rest.transactions.run(async (transaction) => {
      const { id } = await this.getObject(request, transaction.manager);
      await this.fulfilment.receive(transaction, id, request.user!.id);
      const row = await this.getRow(request, FulfilmentSerializer, transaction.manager);
      return FulfilmentSerializer.represent(row, request);
    });
  }
}
