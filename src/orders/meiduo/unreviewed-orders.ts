import type { EntityManager } from 'typeorm';

/** Port: what has no review yet. The module that knows the reviews provides it. */
export abstract class UnreviewedOrders {
  /** Those of some orders, by id, of which a line has no review yet. */
  abstract unreviewedOrders(
    manager: EntityManager,
    orderIds: readonly number[],
  ): Promise<ReadonlySet<number>>;
}
