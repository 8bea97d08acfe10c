import type { EntityManager } from 'typeorm';
import { escapeLike, SearchFilter, type RestRequest, type SearchIndex } from '../../rest/index.js';
import { Order } from '../entities/index.js';

/** Orders that one column tells of at most; where there are more, most orders are meant anyway. */
const MOST = 100_000;

/** What is searched: as a whole, or by how it begins. */
const COLUMNS = ['=sn', '=tradeNo', '=signerMobile', '^signerName', '^user.username'] as const;

/**
 * Finds orders by the indexes of the columns that are searched, one after the other: a statement
 * that asks for any of them reads every order, and every user.
 */
class OrderSearchIndex implements SearchIndex {
  async find(word: string, { rest }: RestRequest): Promise<readonly number[] | null> {
    const found = new Set<number>();
    for (const column of COLUMNS) {
      const ids = await idsBy(rest.dataSource.manager, column, word);
      if (ids.length > MOST) return null;
      for (const id of ids) found.add(id);
    }
    return [...found].sort((one, other) => one - other);
  }
}

async function idsBy(
  manager: EntityManager,
  column: (typeof COLUMNS)[number],
  word: string,
): Promise<number[]> {
  const isWhole = column.startsWith('=');
  const path = column.slice(1);
  const query = manager.createQueryBuilder(Order, 'o').select('o.id', 'id');
  if (path.startsWith('user.')) query.innerJoin('o.user', 'user');
  const name = path.includes('.') ? path : `o.${path}`;
  const rows = await query
    .where(isWhole ? `${name} = :text` : `${name} LIKE :text ESCAPE '!'`, {
      text: isWhole ? word : `${escapeLike(word)}%`,
    })
    .limit(MOST + 1)
    .getRawMany<{ id: number }>();
  return rows.map(({ id }) => id);
}

/** Searches orders by their numbers, and by how a recipient or a username begins. */
export function orderSearch() {
  return new SearchFilter(COLUMNS, new OrderSearchIndex());
}
