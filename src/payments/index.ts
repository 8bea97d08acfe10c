export { Payables } from './payable.js';
export type {
  Cause,
  Ending,
  Payable,
  PayableKind,
  PaymentOutcome,
  Receipt,
  Repayment,
} from './payable.js';
export { PaymentLinks } from './payment-links.js';
export { centsOf } from './alipay/values.js';
export { RefundSerializer } from './payments.serializers.js';
export { answerRefund, BY_ADMINISTRATOR } from './refund-answers.js';
export { RefundInput } from './refund.inputs.js';
export { RefundImpossible, RefundsService } from './refunds.service.js';
export { PaymentsModule } from './payments.module.js';
