import { Injectable } from '@nestjs/common';
import type { RestTransaction } from '../rest/index.js';
import { Goods } from './entities/index.js';
import { GoodsRefresh } from './goods-refresh.js';

/**
 * How many buyers have reviewed goods, and how they like them. Both are counted up and down inside
 * the database, so that none is lost, whoever else is at work.
 */
@Injectable()
export class GoodsRatings {
  constructor(private readonly responses: GoodsRefresh) {}

  /** A review counts from now on. */
  add(tx: RestTransaction, goodsId: number, score: number): Promise<void> {
    return this.change(tx, goodsId, 1, score);
  }

  /** A review does not count any more. */
  remove(tx: RestTransaction, goodsId: number, score: number): Promise<void> {
    return this.change(tx, goodsId, -1, -score);
  }

  private async change(
    tx: RestTransaction,
    goodsId: number,
    reviews: number,
    score: number,
  ): Promise<void> {
    const update = () =>
      tx.manager.createQueryBuilder().update(Goods).where('id = :goodsId', { goodsId });
    await update()
      .set({
        reviewCount: () => 'reviewCount + :reviews',
        scoreSum: () => 'scoreSum + :score',
      })
      .setParameters({ reviews, score })
      .execute();
    // A statement of its own: databases differ in whether one sees what it has just set.
    await update()
      .set({ scoreTenths: () => 'ROUND(scoreSum * 10.0 / NULLIF(reviewCount, 0))' })
      .execute();
    this.responses.after(tx);
  }
}
