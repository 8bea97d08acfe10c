import { bilingual } from '../languages.js';
import {
  ReadOnlyViewSet,
  UpdateModel,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../rest/index.js';
import { STAFF_RESOURCE } from '../users/staff-resource.js';
import { Review } from './entities/index.js';
import { StaffReviewFilter } from './reviews.filters.js';
import { ReviewModerationInput } from './reviews.inputs.js';
import { StaffReviewSerializer } from './reviews.serializers.js';
import { ReviewsService } from './reviews.service.js';

@ViewSet({
  path: 'staff/reviews',
  name: 'Staff Review',
  description: '全部评价；可隐藏（员工）',
  summaries: {
    list: bilingual('All reviews, the latest first', '全部评价，最新的在前'),
    retrieve: bilingual('One review', '一条评价'),
    update: bilingual('Hide a review, or show it again', '隐藏或恢复评价'),
    partialUpdate: bilingual('Hide a review, or show it again', '隐藏或恢复评价'),
  },
  serializers: StaffReviewSerializer,
  inputs: ReviewModerationInput,
  ...STAFF_RESOURCE,
  filters: [StaffReviewFilter],
})
export class StaffReviewsController extends UpdateModel(ReadOnlyViewSet(Review)) {
  constructor(private readonly reviews: ReviewsService) {
    super();
  }

  override async performUpdate(
    review: Review,
    { isHidden }: Partial<Review>,
    { user }: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    if (isHidden === undefined) return;
    await this.reviews.moderate(transaction, review, isHidden, user!.id);
  }
}
