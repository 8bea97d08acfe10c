import type { EntityManager } from 'typeorm';
import { escapeLike, SearchFilter, type RestRequest, type SearchIndex } from '../../rest/index.js';
import { Order } from '../entities/index.js';

/** Orders that one column tells of at most; where there are more, most orders are meant anyway. */
const MOST = 100_000;

/**
 * Finds orders by the indexes of the columns that are searched, one after the other: a statement
 * that asks for any of them reads every order, and every user.
 */
class OrderSearchIndex implements SearchIndex {
  async find(word: string, { rest }: RestRequest): Promise<readonly number[] | null> {
    const found = new Set<number>();
    for (const condition of CONDITIONS) {
      const ids = await idsWhere(rest.dataSource.manager, condition, word);
      if (ids.length > MOST) return null;
      for (const id of ids) found.add(id);
    }
    return [...found].sort((one, other) => one - other);
  }
}

const begins = (column: string): string => `${column} LIKE :beginning ESCAPE '!'`;

const CONDITIONS = [
  'o.sn = :word',
  'o.tradeNo = :word',
  'o.signerMobile = :word',
  begins('o.signerName'),
  begins('buyer.username'),
] as const;

async function idsWhere(
  manager: EntityManager,
  condition: (typeof CONDITIONS)[number],
  word: string,
): Promise<number[]> {
  const query = manager.createQueryBuilder(Order, 'o').select('o.id', 'id');
  if (condition.startsWith('buyer')) query.innerJoin('o.user', 'buyer');
  const beginning = `${escapeLike(word)}%`;
  const rows = await query
    .where(condition, { word, beginning })
    .limit(MOST + 1)
    .getRawMany<{ id: number }>();
  return rows.map(({ id }) => id);
}

/** Searches orders by their numbers, and by how a recipient or a username begins. */
export function orderSearch() {
  const columns = ['=sn', '=tradeNo', '=signerMobile', '^signerName', '^user.username'] as const;
  return new SearchFilter(columns, new OrderSearchIndex());
}
