export { Order, OrderChange, OrderLine, ORDER_ENTITIES } from './entities/index.js';
export { OrderEvents, type OrderEvent, type OrderListener } from './order-events.js';
export { OrderPayments, type Payment, type PaymentOutcome, type Refund } from './order-payments.js';
export { ORDER_STATES, type OrderState } from './order-states.js';
export { PaymentLinks } from './payment-links.js';
