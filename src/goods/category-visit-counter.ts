import { Injectable } from '@nestjs/common';
import { Rest } from '../rest/index.js';
import { type Counted, GatheredViews } from '../view-counter.js';
import { CategoryVisits } from './entities/index.js';

/** A day and the id of a category. */
type Visited = `${string} ${number}`;

/** Counts visits of categories, day by day. */
@Injectable()
export class CategoryVisitCounter extends GatheredViews<Visited> {
  constructor(rest: Rest) {
    super(rest);
  }

  /** One more visit of a category that there is. */
  record(categoryId: number, now = new Date()): void {
    this.count(`${this.rest.localTime.date(now)} ${categoryId}`);
  }

  protected override async writeBatch(batch: Counted<Visited>): Promise<void> {
    const visits = batch.map(([visited, count]) => {
      const [day = '', id] = visited.split(' ');
      return { day, categoryId: Number(id), count };
    });
    await this.rest.transactions.run(async ({ manager }) => {
      const rows = visits.map((visit) => ({ ...visit, count: 0 }));
      await manager
        .createQueryBuilder()
        .insert()
        .into(CategoryVisits)
        .values(rows)
        .orIgnore()
        .execute();
      for (const { count, ...key } of visits)
        await manager.increment(CategoryVisits, key, 'count', count);
    });
  }
}
