import {
  CharField,
  ChoiceField,
  DecimalField,
  FloatField,
  ValidationError,
} from '../rest/index.js';
import {
  PAY_TYPES,
  type PayType,
  SIGNER_ADDRESS_LENGTH,
  SIGNER_NAME_LENGTH,
} from './entities/index.js';
import { MESSAGES } from './orders.messages.js';

/** Mobile or landline: the address book takes either, and the button that orders shows no errors. */
const PHONE = /^\+?\d[\d-]{4,}$/;

/** DRF: OrderSerializer of the tutorial shop */
export class OrderInput {
  @ChoiceField({ choices: [['alipay', '支付宝']], default: PAY_TYPES[0], source: 'payType' })
  pay_type!: PayType;

  @CharField({ maxLength: 200, allowBlank: true, source: 'postScript', example: '快点发货' })
  post_script!: string;

  @FloatField({ required: false, helpText: 'Ignored: the shop works out the total itself.' })
  order_mount?: number;

  @DecimalField({
    maxDigits: 12,
    decimalPlaces: 2,
    required: false,
    source: 'expectedTotal',
    helpText: 'The order is refused when its total, freight included, is another one.',
    example: '88.50',
  })
  expected_total?: string;

  @CharField({ maxLength: SIGNER_ADDRESS_LENGTH, example: '浙江省杭州市西湖区文三路1号' })
  address!: string;

  @CharField({ maxLength: SIGNER_NAME_LENGTH, source: 'signerName', example: '爱丽丝' })
  signer_name!: string;

  @CharField({ maxLength: 11, source: 'signerMobile', example: '13900000001' })
  singer_mobile!: string;

  validate_singer_mobile(mobile: string): void {
    if (!PHONE.test(mobile)) throw new ValidationError(MESSAGES.phoneInvalid);
  }
}
