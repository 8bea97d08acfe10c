import { field, serializer } from '../../rest/index.js';
import { Review } from '../entities/index.js';

/** A review on the page of its goods. DRF: SKUCommentSerializer of Meiduo */
export const SkuCommentSerializer = serializer(Review, 'SkuComment', {
  score: field(),
  comment: field(),
  username: field('shownName'),
});

/** A review as its buyer has just written it. */
export const WrittenSkuCommentSerializer = serializer(Review, 'WrittenSkuComment', {
  sku: field('goodsId'),
  comment: field(),
  score: field(),
  is_anonymous: field('isAnonymous'),
});
