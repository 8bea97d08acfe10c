import { ReviewImage } from './review-image.entity.js';
import { Review } from './review.entity.js';

export { ReviewImage } from './review-image.entity.js';
export { BEST_SCORE, COMMENT_LENGTH, Review } from './review.entity.js';

/** Every table of the reviews. */
export const REVIEW_ENTITIES = [Review, ReviewImage];
