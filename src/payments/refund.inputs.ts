import { BooleanField, CharField, DecimalField, ValidationError } from '../rest/index.js';
import { centsOf } from '../cents.js';
import { MESSAGES } from './payments.messages.js';

/** A refund of money that has paid no order. */
export class LooseRefundInput {
  @CharField({ maxLength: 200, required: false, default: '', allowBlank: true })
  reason!: string;
}

/** A refund of an order as an administrator asks for it. */
export class RefundInput {
  @DecimalField({
    maxDigits: 11,
    decimalPlaces: 2,
    required: false,
    helpText: 'Yuan; everything that is left unless given.',
  })
  amount?: string;

  @CharField({ maxLength: 200, required: false, default: '', allowBlank: true })
  reason!: string;

  @BooleanField({
    required: false,
    default: false,
    helpText: 'Whether the pieces of a fully refunded order that were not sent go back into stock.',
  })
  restock!: boolean;

  validate_amount(amount: string): void {
    if (!centsOf(amount)) throw new ValidationError(MESSAGES.amountInvalid);
  }
}
