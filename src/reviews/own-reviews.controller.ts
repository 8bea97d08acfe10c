import type { EntityManager } from 'typeorm';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import { Order, OrderLine } from '../orders/index.js';
import {
  CreateModel,
  GenericViewSet,
  IsAuthenticated,
  ListModel,
  NestedBelow,
  OwnedBy,
  ReadOnlyViewSet,
  UploadRateThrottle,
  UserRateThrottle,
  ViewSet,
  withFiles,
  type RestRequest,
  type RestTransaction,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { Review } from './entities/index.js';
import { MOST_IMAGES, ReviewInput } from './reviews.inputs.js';
import { REVIEW_PAGES } from './reviews.pagination.js';
import { OwnReviewSerializer, UnreviewedLineSerializer } from './reviews.serializers.js';
import { ReviewsService, withoutReview, type NewReview } from './reviews.service.js';

@ViewSet({
  path: 'reviews',
  name: 'Review',
  description: '自己的评价；每个订单行一次',
  group: GROUPS.reviews,
  summaries: {
    list: bilingual('The own reviews, the latest first', '自己的评价，最新的在前'),
    retrieve: bilingual('One of the own reviews', '自己的一条评价'),
    create: bilingual('Review what has been bought and received', '评价已收货的商品'),
  },
  serializers: OwnReviewSerializer,
  inputs: ReviewInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  throttles: {
    create: [UserRateThrottle, UploadRateThrottle],
    default: [UserRateThrottle],
  },
  pagination: REVIEW_PAGES,
  ordering: ['-id'],
  maxBodyBytes: withFiles(MOST_IMAGES),
})
export class OwnReviewsController extends CreateModel(OwnedBy(ReadOnlyViewSet(Review), 'userId')) {
  constructor(private readonly reviews: ReviewsService) {
    super();
  }

  override performCreate(
    said: NewReview,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    return this.reviews.write(transaction, said);
  }
}

@ViewSet({
  path: 'orders/:pk/unreviewed',
  name: 'Unreviewed Line',
  description: '待评价商品',
  group: GROUPS.reviews,
  summaries: {
    list: bilingual('What of an order of one’s own has no review yet', '自己订单中尚未评价的商品'),
  },
  serializers: UnreviewedLineSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  pagination: REVIEW_PAGES,
  listed: false,
})
export class UnreviewedController extends ListModel(
  NestedBelow(GenericViewSet(OrderLine), Order, 'orderId'),
) {
  override getQueryset(request: RestRequest, manager: EntityManager) {
    return withoutReview(super.getQueryset(request, manager));
  }

  /** An order of one's own. */
  override parentQueryset(request: RestRequest, manager: EntityManager) {
    const own = { userId: request.user!.id, isHidden: false };
    return super.parentQueryset(request, manager).where(own);
  }
}
