import type { EntityManager } from 'typeorm';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { Order } from './entities/index.js';

/** The order of that id or number, locked until the unit of work ends; whoever else wants it waits. */
export function lockOrder(
  manager: EntityManager,
  where: Pick<Order, 'id'> | Pick<Order, 'sn'>,
): Promise<Order | null> {
  return lockRows(manager.createQueryBuilder(Order, 'order').where(where)).getOne();
}
