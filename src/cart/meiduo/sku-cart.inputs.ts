import { BooleanField, IntegerField } from '../../rest/index.js';

export class SkuInput {
  @IntegerField({ minValue: 1, example: 1 })
  sku_id!: number;
}

export class SkuLineInput extends SkuInput {
  @IntegerField({ minValue: 1, example: 2 })
  count!: number;

  @BooleanField({ default: true })
  selected!: boolean;
}

export class SelectionInput {
  @BooleanField()
  selected!: boolean;
}
