import { Goods } from '../goods/entities/index.js';
import { BooleanField, IntegerField, PrimaryKeyRelatedField } from '../rest/index.js';
import { MESSAGES } from './wording.js';

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

  @BooleanField({
    required: false,
    source: 'isSelected',
    helpText: 'Whether the next order takes the line; default: yes.',
  })
  selected?: boolean;
}
