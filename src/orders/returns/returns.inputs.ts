import { bilingual } from '../../languages.js';
import {
  BooleanField,
  CharField,
  DecimalField,
  ImageInput,
  ListField,
  NestedField,
  type UploadedFile,
} from '../../rest/index.js';
import { RETURN_TEXT_LENGTH, ReturnImage } from '../entities/index.js';
import { LinePiecesInput } from '../fulfilment/shipments.inputs.js';

/** Pictures of one return at most. */
export const MOST_RETURN_IMAGES = 3;
/** Longest name of an uploaded file, in characters. */
const FILE_NAME_LENGTH = 100;

/** Pieces that a buyer wants to send back. */
export class ReturnInput {
  @NestedField(() => LinePiecesInput, { many: true, allowEmpty: false, source: 'pieces' })
  lines!: LinePiecesInput[];

  @CharField({ maxLength: RETURN_TEXT_LENGTH, example: '包装破损' })
  reason!: string;

  @ListField({
    child: new ImageInput({
      maxLength: FILE_NAME_LENGTH,
      store: { folder: 'returns', of: () => ReturnImage, property: 'image' },
    }),
    maxLength: MOST_RETURN_IMAGES,
    required: false,
    source: 'imagePaths',
    helpText: bilingual(
      `What is wrong; at most ${MOST_RETURN_IMAGES}.`,
      `问题照片，最多 ${MOST_RETURN_IMAGES} 张。`,
    ),
  })
  images?: UploadedFile[];
}

/** What the shop tells the buyer. */
export class ReturnAnswerInput {
  @CharField({
    maxLength: RETURN_TEXT_LENGTH,
    required: false,
    default: '',
    allowBlank: true,
    example: '请寄回仓库',
  })
  answer!: string;
}

/** The pieces are there. */
export class ReturnArrivalInput {
  @BooleanField({
    required: false,
    default: false,
    helpText: 'Whether the pieces can be sold again.',
  })
  restock!: boolean;

  @DecimalField({
    minValue: '0',
    maxDigits: 11,
    decimalPlaces: 2,
    required: false,
    helpText: 'Yuan to be given back; what the pieces cost unless given, or what is left of it.',
  })
  amount?: string;
}
