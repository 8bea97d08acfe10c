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
export { CashService } from './cash.service.js';
export { refuseOwnMoney } from './own-money.js';
export { PaymentLinks } from './payment-links.js';
export { RefundSerializer } from './payments.serializers.js';
export { answerRefund, BY_ADMINISTRATOR, explainRefund } from './refund-answers.js';
export { RefundInput } from './refund.inputs.js';
export { ReturnsService } from './returns.service.js';
export { RefundImpossible, RefundsService } from './refunds.service.js';
export { PaymentsModule } from './payments.module.js';
