import { charFilter, choiceFilter, FilterSet } from '../rest/index.js';
import { PAYMENT_KINDS } from './entities/payment.entity.js';
import { REFUND_STATES } from './entities/refund.entity.js';

/** What payments can be narrowed by. */
export const PaymentFilter = new FilterSet({
  kind: choiceFilter('kind', PAYMENT_KINDS),
  order_sn: charFilter('orderSn'),
});

/** What refunds can be narrowed by. */
export const RefundFilter = new FilterSet({
  state: choiceFilter('state', REFUND_STATES),
  order_sn: charFilter('orderSn'),
});
