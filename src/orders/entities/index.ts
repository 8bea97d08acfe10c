import { OrderChange } from './order-change.entity.js';
import { OrderLine } from './order-line.entity.js';
import { Order } from './order.entity.js';

export { OrderChange } from './order-change.entity.js';
export { OrderLine } from './order-line.entity.js';
export { Order, PAY_TYPES, type PayType } from './order.entity.js';

/** Every table of the orders. */
export const ORDER_ENTITIES = [Order, OrderLine, OrderChange];
