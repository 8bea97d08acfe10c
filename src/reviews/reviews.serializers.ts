import { dateTime, field, many, media, money, serializer } from '../rest/index.js';
import { OrderLine } from '../orders/index.js';
import { Review, ReviewImage } from './entities/index.js';

const ReviewImageSerializer = serializer(ReviewImage, 'ReviewImage', { image: media() });

/** A review as everybody reads it. */
export const ReviewSerializer = serializer(Review, 'Review', {
  id: field(),
  score: field(),
  comment: field(),
  username: field('shownName'),
  images: many(ReviewImageSerializer),
  add_time: dateTime('createdAt'),
});

/** The same as its buyer sees it. */
export const OwnReviewSerializer = ReviewSerializer.extend('OwnReview', {
  goods: field('goodsId'),
  line: field('lineId'),
  is_anonymous: field('isAnonymous'),
  hidden: field('isHidden'),
});

/** The same with everything that the shop knows. */
export const StaffReviewSerializer = OwnReviewSerializer.extend('StaffReview', {
  user: field('userId'),
  moderated_by: field('moderatedBy'),
});

/** A line that waits for its review. */
export const UnreviewedLineSerializer = serializer(OrderLine, 'UnreviewedLine', {
  id: field(),
  goods: field('goodsId'),
  name: field(),
  price: money('priceCents'),
  goods_num: field('quantity'),
  goods_front_image: media('frontImage'),
});
