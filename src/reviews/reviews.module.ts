import { ReviewsDashboard } from './reviews.dashboard.js';
import { ReviewAdmin } from './reviews.admin.js';
import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { GoodsModule } from '../goods/goods.module.js';
import { UnreviewedOrders } from '../orders/meiduo/unreviewed-orders.js';
import { UsersModule } from '../users/users.module.js';
import { REVIEW_ENTITIES } from './entities/index.js';
import { GoodsReviewsController } from './goods-reviews.controller.js';
import { OwnReviewsController, UnreviewedController } from './own-reviews.controller.js';
import {
  OrderCommentsController,
  SkuCommentsController,
} from './meiduo/sku-comments.controllers.js';
import { ReviewsRefresh } from './reviews-refresh.js';
import { ReviewsService } from './reviews.service.js';
import { StaffReviewsController } from './staff-reviews.controller.js';

/**
 * What buyers say of the goods they have bought and received. Global, because the orders ask for
 * `UnreviewedOrders`.
 */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature(REVIEW_ENTITIES), GoodsModule, UsersModule],
  controllers: [
    GoodsReviewsController,
    OwnReviewsController,
    UnreviewedController,
    StaffReviewsController,
    SkuCommentsController,
    OrderCommentsController,
  ],
  providers: [
    ReviewsRefresh,
    ReviewsService,
    { provide: UnreviewedOrders, useExisting: ReviewsService },
    ReviewAdmin,
    ReviewsDashboard,
  ],
  exports: [ReviewsService, UnreviewedOrders],
})
export class ReviewsModule {}
