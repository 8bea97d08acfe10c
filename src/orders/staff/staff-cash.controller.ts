import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  GenericViewSet,
  Idempotent,
  once,
  ViewSet,
  type Once,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Order } from '../entities/index.js';
import { FulfilmentService } from '../fulfilment/fulfilment.service.js';
import { FulfilmentSerializer } from '../orders.serializers.js';
import { MayCollect } from './permissions.js';

@ViewSet({
  path: 'staff/orders',
  name: 'Staff Cash',
  description: '货到付款收款（员工）',
  group: GROUPS.staff,
  serializers: FulfilmentSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [MayCollect],
  listed: false,
})
export class StaffCashController extends GenericViewSet(Order) {
  constructor(private readonly fulfilment: FulfilmentService) {
    super();
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: ':pk/collect',
    summary: bilingual(
      'Say that the cash for an order was taken at the door, where it has arrived',
      '登记货到付款订单已签收并收款',
    ),
    params: { pk: { type: 'integer' } },
    status: 200,
    answer: FulfilmentSerializer,
    errors: {
      400: {
        description: bilingual(
          'It is not paid for on delivery, is paid already, or has not been sent.',
          '不是货到付款订单、已付款，或尚未发货。',
        ),
      },
    },
  })
  collect(request: RestRequest): Promise<Row> {
    return this.end(request, (...order) => this.fulfilment.collect(...order));
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: ':pk/refuse',
    summary: bilingual(
      'Say that the buyer has not taken an order at the door: it is closed, its pieces are back',
      '登记买家拒收货到付款订单：订单关闭，商品退回库存',
    ),
    params: { pk: { type: 'integer' } },
    status: 200,
    answer: FulfilmentSerializer,
    errors: {
      400: {
        description: bilingual(
          'It is not paid for on delivery, is paid already, or is not on its way.',
          '不是货到付款订单、已付款，或不在运输途中。',
        ),
      },
    },
  })
  refuse(request: RestRequest): Promise<Row> {
    return this.end(request, (...order) => this.fulfilment.refuseAtDoor(...order));
  }

  /** Says how it ended at the door; the answer is how the order stands then. */
  private async end(
    request: RestRequest,
    say: (orderId: number, staffId: number, once: Once) => Promise<void>,
  ): Promise<Row> {
    const { id } = await this.getObject(request, this.rest.dataSource.manager);
    await say(id, request.user!.id, once(request));
    const row = await this.getRow(request, FulfilmentSerializer);
    return FulfilmentSerializer.represent(row, request);
  }
}
