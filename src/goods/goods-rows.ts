import type { EntityManager } from 'typeorm';
import { loadRows, type Row } from '../rest/index.js';
import { Goods } from './entities/index.js';
import { GoodsSerializer } from './goods.serializers.js';

/** Rows for the `GoodsSerializer` by id, in a fixed number of queries; ids of no goods are left out. */
export async function goodsRows(
  manager: EntityManager,
  ids: Iterable<number>,
): Promise<Map<number, Row>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const query = manager
    .createQueryBuilder(Goods, 'goods')
    .where('goods.id IN (:...ids)', { ids: wanted });
  const rows = await loadRows(query, GoodsSerializer);
  return new Map(rows.map((row) => [row.id as number, row]));
}
