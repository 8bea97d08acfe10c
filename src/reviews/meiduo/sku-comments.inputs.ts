import { BooleanField, CharField, IntegerField } from '../../rest/index.js';
import { BEST_SCORE, COMMENT_LENGTH } from '../entities/index.js';

/** DRF: CommentSerializer of Meiduo */
export class SkuCommentInput {
  @CharField({ required: false, helpText: 'Number of the order, as in the URL.' })
  order?: string;

  @IntegerField({ minValue: 1, helpText: 'Id of the goods.', example: 1 })
  sku!: number;

  @CharField({ maxLength: COMMENT_LENGTH, example: '新鲜，送货快' })
  comment!: string;

  @IntegerField({ minValue: 0, maxValue: BEST_SCORE, example: 5 })
  score!: number;

  @BooleanField()
  is_anonymous!: boolean;
}
