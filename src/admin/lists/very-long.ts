import type { ResourceAdmin } from '../model-admin.js';

/** Tables longer than this are not counted by value or date. */
const MOST_ROWS = 200_000;

/** Whether counting the rows of a resource would keep the database busy for long. */
export async function isVeryLong({ rest, entity }: ResourceAdmin): Promise<boolean> {
  const beyond = rest.dataSource.manager
    .createQueryBuilder(entity, 'row')
    .select('row.id', 'id')
    .orderBy('row.id', 'ASC')
    .offset(MOST_ROWS)
    .limit(1);
  return (await beyond.getRawOne()) !== undefined;
}
