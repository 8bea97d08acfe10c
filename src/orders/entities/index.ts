import { OrderChange } from './order-change.entity.js';
import { OrderLine } from './order-line.entity.js';
import { Order } from './order.entity.js';
import { OrderReturn, ReturnImage, ReturnLine } from './return.entities.js';
import { ShipmentLine } from './shipment-line.entity.js';
import { Shipment } from './shipment.entity.js';

export { OrderChange, type Track } from './order-change.entity.js';
export { OrderLine } from './order-line.entity.js';
export {
  Order,
  PAY_TYPES,
  type PayType,
  SIGNER_ADDRESS_LENGTH,
  SIGNER_NAME_LENGTH,
} from './order.entity.js';
export { OrderReturn, RETURN_TEXT_LENGTH, ReturnImage, ReturnLine } from './return.entities.js';
export { ShipmentLine } from './shipment-line.entity.js';
export { CARRIER_LENGTH, Shipment, TRACKING_LENGTH } from './shipment.entity.js';

/** Every table of the orders. */
export const ORDER_ENTITIES = [
  Order,
  OrderLine,
  OrderChange,
  Shipment,
  ShipmentLine,
  OrderReturn,
  ReturnLine,
  ReturnImage,
];
