import type { EntityManager } from 'typeorm';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { GoodsCategory } from './entities/index.js';

/**
 * Makes others who add or move categories wait until the unit of work ends: where one may stand
 * follows from the whole tree.
 */
export async function lockTree(manager: EntityManager): Promise<void> {
  const first = manager
    .createQueryBuilder(GoodsCategory, 'first')
    .select('first.id')
    .orderBy('first.id', 'ASC')
    .limit(1);
  await lockRows(first).getOne();
}
