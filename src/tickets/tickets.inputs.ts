import { Screening } from '../cinemas/entities/index.js';
import {
  CharField,
  DecimalField,
  IntegerInput,
  ListField,
  PrimaryKeyRelatedField,
  ValidationError,
} from '../rest/index.js';
import { MOBILE } from '../users/names.js';
import { MESSAGES } from './tickets.messages.js';

export class TicketOrderInput {
  /** What the seats are looked up with tells whether there is such a screening. */
  @PrimaryKeyRelatedField(() => Screening, { isAsked: false, example: 9 }) screening!: number;

  @ListField({
    child: new IntegerInput({ minValue: 1 }),
    allowEmpty: false,
    maxLength: 100,
    example: [744, 745],
  })
  seats!: number[];

  @CharField({ maxLength: 11, example: '13900000001' }) mobile!: string;

  @DecimalField({
    maxDigits: 9,
    decimalPlaces: 2,
    required: false,
    helpText: 'The order is refused when its total is another one.',
    example: '66.00',
  })
  expected_total?: string;

  validate_mobile(mobile: string): void {
    if (!MOBILE.test(mobile)) throw new ValidationError(MESSAGES.mobileInvalid);
  }
}
