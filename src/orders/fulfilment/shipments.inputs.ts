import { CharField, IntegerField, NestedField } from '../../rest/index.js';
import { CARRIER_LENGTH, TRACKING_LENGTH } from '../entities/index.js';

/** Pieces of a line of an order. */
export class LinePiecesInput {
  @IntegerField({ minValue: 1, helpText: 'Id of the line.', example: 1 })
  line!: number;

  @IntegerField({ minValue: 1, maxValue: 1_000_000, example: 2 })
  count!: number;
}

/** A parcel that is sent. */
export class ShipmentInput {
  @CharField({ maxLength: CARRIER_LENGTH, example: '顺丰速运' })
  carrier!: string;

  @CharField({ maxLength: TRACKING_LENGTH, example: 'SF1234567890' })
  tracking_number!: string;

  @NestedField(() => LinePiecesInput, {
    many: true,
    required: false,
    allowEmpty: false,
    helpText: 'What is in it; all that has not been sent unless given.',
  })
  lines?: LinePiecesInput[];
}
