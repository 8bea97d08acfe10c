import { bilingual } from '../languages.js';
import { booleanFilter, FilterSet, numberFilter } from '../rest/index.js';

const score = numberFilter('score', 'exact', { description: bilingual('0 to 5.', '0 到 5。') });
const withImages = booleanFilter('hasImages', {
  description: bilingual('Only reviews with (or without) pictures.', '只看有（或无）图的评价。'),
});

/** What the reviews of goods can be narrowed by. */
export const GoodsReviewFilter = new FilterSet({ score, with_images: withImages });

/** What all reviews can be narrowed by. */
export const StaffReviewFilter = new FilterSet({
  goods: numberFilter('goodsId'),
  user: numberFilter('userId'),
  hidden: booleanFilter('isHidden'),
});
