import { Injectable } from '@nestjs/common';
import type { EntityManager, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { GoodsRatings } from '../goods/goods-ratings.js';
import { lockOrder, OrderLine } from '../orders/index.js';
import type { UnreviewedOrders } from '../orders/meiduo/unreviewed-orders.js';
import type { RestTransaction } from '../rest/index.js';
import { shownName } from '../users/shown-name.js';
import { UsersService } from '../users/users.service.js';
import { Review, ReviewImage } from './entities/index.js';
import { reviewable } from './reviewable.js';
import { ReviewsRefresh } from './reviews-refresh.js';

/** What a buyer says of a line of an order. */
export interface NewReview extends Pick<
  Review,
  'lineId' | 'userId' | 'score' | 'comment' | 'isAnonymous'
> {
  /** Paths of pictures below the media folder. */
  readonly imagePaths?: readonly string[];
}

/**
 * Reviews, and what the goods count of them. Whoever writes one locks its order first, so that of
 * several at once the first is the only one.
 */
@Injectable()
export class ReviewsService implements UnreviewedOrders {
  constructor(
    private readonly ratings: GoodsRatings,
    private readonly users: UsersService,
    private readonly refresh: ReviewsRefresh,
  ) {}

  /**
   * @returns id of the review
   * @throws ValidationError for `line` when the user may not review it, or has done so
   */
  async write(tx: RestTransaction, { imagePaths = [], ...said }: NewReview): Promise<number> {
    const { manager } = tx;
    const { userId, lineId, score, isAnonymous } = said;
    const { goodsId } = await reviewable(manager, lineId, userId, (id) =>
      lockOrder(manager, { id }),
    );
    const user = await this.users.findById(userId, manager);
    const { identifiers } = await manager.insert(Review, {
      ...said,
      goodsId,
      shownName: shownName(user!.username, isAnonymous),
      hasImages: imagePaths.length > 0,
      createdAt: new Date(),
    });
    const reviewId = identifiers[0]!.id as number;
    if (imagePaths.length > 0) {
      await manager.insert(
        ReviewImage,
        imagePaths.map((image) => ({ reviewId, image })),
      );
    }
    await this.ratings.add(tx, goodsId, score);
    this.refresh.after(tx);
    return reviewId;
  }

  /** Hides a review, so that it does not count, or shows it again; a second time changes nothing. */
  async moderate(
    tx: RestTransaction,
    { id, goodsId, score }: Review,
    isHidden: boolean,
    moderatedBy: number,
  ): Promise<void> {
    const change = { isHidden, moderatedBy };
    const { affected } = await tx.manager.update(Review, { id, isHidden: !isHidden }, change);
    if (affected !== 1) return;
    if (isHidden) await this.ratings.remove(tx, goodsId, score);
    else await this.ratings.add(tx, goodsId, score);
    this.refresh.after(tx);
  }

  async unreviewedOrders(
    manager: EntityManager,
    orderIds: readonly number[],
  ): Promise<ReadonlySet<number>> {
    if (orderIds.length === 0) return new Set();
    const query = manager
      .createQueryBuilder(OrderLine, 'line')
      .select('line.orderId', 'orderId')
      .distinct()
      .where('line.orderId IN (:...orderIds)', { orderIds });
    const rows = await withoutReview(query).getRawMany<{ orderId: number }>();
    return new Set(rows.map(({ orderId }) => orderId));
  }
}

/** Narrows a query of lines down to those that have no review. */
export function withoutReview<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
): SelectQueryBuilder<T> {
  const written = query
    .subQuery()
    .select('1')
    .from(Review, 'written')
    .where(`written.lineId = ${query.alias}.id`);
  return query.andWhere(`NOT EXISTS ${written.getQuery()}`);
}

/** Narrows a query of reviews down to those that everybody may read. */
export function onlyShown<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
): SelectQueryBuilder<T> {
  return query.andWhere(`${query.alias}.isHidden = :hidden`, { hidden: false });
}
