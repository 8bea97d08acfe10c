import { defineJob } from '../infrastructure/jobs/index.js';

/** Asks the provider to give money back. */
export const SEND_REFUND = defineJob<{ refundId: number }>('payments-send-refund', {
  attempts: 8,
  backoffSeconds: 5,
});

/** Asks the provider to take no money any more for an order that has been closed. */
export const CLOSE_TRADE = defineJob<{ orderSn: string }>('payments-close-trade', {
  attempts: 8,
  backoffSeconds: 5,
});
