import { bilingual } from '../languages.js';
import {
  BooleanField,
  CharField,
  ImageInput,
  IntegerField,
  ListField,
  type RestUser,
  type UploadedFile,
  type ValidationContext,
} from '../rest/index.js';
import { BEST_SCORE, COMMENT_LENGTH, ReviewImage } from './entities/index.js';
import { reviewable } from './reviewable.js';

/** Pictures of one review at most. */
export const MOST_IMAGES = 5;
/** Longest name of an uploaded file, in characters. */
const FILE_NAME_LENGTH = 100;

/** What a buyer says of a line of an order. */
export class ReviewInput {
  @IntegerField({ minValue: 1, source: 'lineId', helpText: 'Id of the line.', example: 1 })
  line!: number;

  @IntegerField({ minValue: 0, maxValue: BEST_SCORE, example: 5 })
  score!: number;

  @CharField({ maxLength: COMMENT_LENGTH, example: '新鲜，送货快' })
  comment!: string;

  @BooleanField({ required: false, default: false, source: 'isAnonymous' })
  is_anonymous!: boolean;

  @ListField({
    child: new ImageInput({
      maxLength: FILE_NAME_LENGTH,
      store: { folder: 'reviews', of: () => ReviewImage, property: 'image' },
    }),
    maxLength: MOST_IMAGES,
    required: false,
    source: 'imagePaths',
    helpText: bilingual(`At most ${MOST_IMAGES}.`, `最多 ${MOST_IMAGES} 张。`),
  })
  images?: UploadedFile[];

  /** Before any picture is drawn; decided once more when the order is locked. */
  async validate({ manager, user }: ValidationContext): Promise<void> {
    await reviewable(manager, this.line, (user as RestUser).id);
  }
}

/** Whether a review is hidden. */
export class ReviewModerationInput {
  @BooleanField({ source: 'isHidden' })
  hidden!: boolean;
}
