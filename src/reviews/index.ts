export { BEST_SCORE, COMMENT_LENGTH, Review } from './entities/index.js';
export { REVIEWS_TAG } from './reviews-refresh.js';
export { onlyShown, ReviewsService, withoutReview, type NewReview } from './reviews.service.js';
export { ReviewsModule } from './reviews.module.js';
