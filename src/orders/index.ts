export { Order, OrderChange, OrderLine, ORDER_ENTITIES } from './entities/index.js';
export { lockOrder } from './lock-order.js';
export { OrderEvents, type OrderEvent, type OrderListener } from './order-events.js';
export { OrderPayments } from './order-payments.js';
export { ORDER_STATES, type OrderState } from './order-states.js';
