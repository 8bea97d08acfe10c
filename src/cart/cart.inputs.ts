import { Goods } from '../goods/entities/index.js';
import { BooleanField, IntegerField, PrimaryKeyRelatedField } from '../rest/index.js';
import { MESSAGES } from './cart.messages.js';

/** DRF: ShopCartSerializer of the tutorial shop */
export class CartLineInput {
  @IntegerField({
    minValue: 1,
    source: 'quantity',
    messages: { required: MESSAGES.numberRequired, min_value: MESSAGES.atLeastOne },
    example: 2,
  })
  nums!: number;

  @PrimaryKeyRelatedField(() => Goods, { source: 'goodsId', example: 1 })
  goods!: number;

  /** Not sent by clients that know of no selection; a form's box that is not ticked is no "no". */
  @BooleanField({
    default: undefined,
    source: 'isSelected',
    helpText: 'Whether the next order takes the line; a new one is selected unless told.',
  })
  selected?: boolean;
}
