import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  GenericViewSet,
  Idempotent,
  loadRows,
  once,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Order, Shipment } from '../entities/index.js';
import { FulfilmentService } from '../fulfilment/fulfilment.service.js';
import { ShipmentInput } from '../fulfilment/shipments.inputs.js';
import { ShipmentSerializer } from '../fulfilment/shipments.serializers.js';
import { MayShip } from './permissions.js';

@ViewSet({
  path: 'staff/orders',
  name: 'Staff Shipment',
  description: '发货（员工）',
  group: GROUPS.staff,
  serializers: ShipmentSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [MayShip],
  listed: false,
})
export class StaffShipmentsController extends GenericViewSet(Order) {
  constructor(private readonly fulfilment: FulfilmentService) {
    super();
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: ':pk/ship',
    summary: bilingual(
      'Send all that is left of an order, or some pieces of it',
      '发出订单的剩余商品或其中一部分',
    ),
    params: { pk: { type: 'integer' } },
    input: ShipmentInput,
    answer: ShipmentSerializer,
    errors: { 400: { description: 'Nothing is to be sent, or not so many pieces.' } },
  })
  async ship(request: RestRequest) {
    const {
      carrier,
      tracking_number: trackingNumber,
      lines,
    } = await request.validated(ShipmentInput);
    const { manager } = this.rest.dataSource;
    const { id: orderId } = await this.getObject(request, manager);
    const parcel = { carrier, trackingNumber, lines };
    const id = await this.fulfilment.ship(orderId, parcel, request.user!.id, once(request));
    const query = manager.createQueryBuilder(Shipment, 'shipment').where({ id });
    const [row] = await loadRows(query, ShipmentSerializer);
    return ShipmentSerializer.represent(row!, request);
  }
}
