import { bilingual } from '../../languages.js';
import { type Choice, ChoiceField, hasKey, IntegerField } from '../../rest/index.js';
import type { PayType } from '../entities/index.js';

/** How the Meiduo pages call the ways to pay. */
const NUMBERS = { cash: 1, alipay: 2 } as const satisfies Record<PayType, number>;

/** The numbers with what they are called. */
export const PAY_METHODS = [
  [NUMBERS.cash, bilingual('Cash on delivery', '货到付款')],
  [NUMBERS.alipay, bilingual('Alipay', '支付宝')],
] as const satisfies readonly Choice[];

/** DRF: SaveOrderSerializer of Meiduo */
export class SkuOrderInput {
  @IntegerField({ helpText: 'Id of an address of one’s own.', example: 1 })
  address!: number;

  @ChoiceField({ choices: PAY_METHODS, example: NUMBERS.alipay })
  pay_method!: (typeof NUMBERS)[PayType];

  /** Whether the body of an order is of this dialect: the other one knows no `pay_method`. */
  static fits(data: unknown): boolean {
    return hasKey(data, 'pay_method');
  }
}

/** The number of a way to pay. */
export function payMethodOf(payType: PayType): SkuOrderInput['pay_method'] {
  return NUMBERS[payType];
}

/** The way to pay behind a number. */
export function payTypeOf(method: SkuOrderInput['pay_method']): PayType {
  return method === NUMBERS.cash ? 'cash' : 'alipay';
}
