import { Injectable } from '@nestjs/common';
import { PacedInvalidation, Rest } from '../rest/index.js';

/** What lists of reviews are made of. */
export const REVIEWS_TAG = 'reviews';

/** Outdates the kept lists of reviews. */
@Injectable()
export class ReviewsRefresh extends PacedInvalidation {
  constructor(rest: Rest) {
    super(rest, [REVIEWS_TAG]);
  }
}
