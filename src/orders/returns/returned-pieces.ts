import type { EntityManager } from 'typeorm';
import { OrderReturn, ReturnLine } from '../entities/index.js';
import type { ReturnState } from './return-states.js';

/** Pieces in the returns of an order that are in one of the states, by id of the line. */
export async function returnedPieces(
  manager: EntityManager,
  orderId: number,
  states: readonly ReturnState[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await manager
    .createQueryBuilder(ReturnLine, 'line')
    .innerJoin(OrderReturn, 'ret', 'ret.id = line.returnId')
    .select('line.lineId', 'lineId')
    .addSelect('SUM(line.quantity)', 'pieces')
    .where('ret.orderId = :orderId AND ret.status IN (:...states)', { orderId, states })
    .groupBy('line.lineId')
    .getRawMany<{ lineId: number; pieces: string | number }>();
  return new Map(rows.map(({ lineId, pieces }) => [lineId, Number(pieces)]));
}
