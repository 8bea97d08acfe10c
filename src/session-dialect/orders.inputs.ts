import { ChoiceField, IntegerField, message } from '../rest/index.js';
import { PAY_METHODS, type SkuOrderInput } from '../orders/meiduo/sku-orders.inputs.js';

const chooseAddress = message({ en: 'Choose an address.', 'zh-hans': '请选择收货地址' });

export class SessionOrderInput {
  /** 0 or an empty text: none was chosen. */
  @IntegerField({
    minValue: 1,
    example: 1,
    messages: {
      required: chooseAddress,
      null: chooseAddress,
      invalid: chooseAddress,
      min_value: chooseAddress,
    },
  })
  address_id!: number;

  @ChoiceField({ choices: PAY_METHODS, example: 2 })
  pay_method!: SkuOrderInput['pay_method'];
}
