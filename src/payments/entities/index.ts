import { Notification } from './notification.entity.js';
import { Payment } from './payment.entity.js';
import { Refund } from './refund.entity.js';

export { Notification, type ReportOutcome } from './notification.entity.js';
export { Payment, type PaymentKind } from './payment.entity.js';
export { Refund, type RefundState } from './refund.entity.js';

/** Every table of the payments. */
export const PAYMENT_ENTITIES = [Notification, Payment, Refund];
