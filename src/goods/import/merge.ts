import type { EntityManager, EntityTarget } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';

/** One row to bring up to date. */
export interface Change<Entity> {
  /** The row as it is in the database, if it is there. */
  stored: Entity | undefined;
  /** What it must say; fields that are undefined keep their value. */
  given: Partial<Entity>;
  /** The other columns of a new row. */
  defaults: Partial<Entity>;
}

/**
 * Inserts the new rows and updates those that differ, in one statement for each set of given
 * fields. Only given fields are written to rows that exist, so that what others change at the same
 * time, such as the stock, is not set back.
 *
 * @param unique columns of the unique index that recognises a row
 * @returns the changes that were needed
 */
export async function merge<Entity extends { id: number }, Wanted extends Change<Entity>>(
  manager: EntityManager,
  target: EntityTarget<Entity>,
  changes: readonly Wanted[],
  unique: (keyof Entity & string)[],
): Promise<Wanted[]> {
  const needed = neededOf(changes);
  for (const group of withTheSameFields(needed)) {
    const fields = givenFields(group[0]!.given);
    const insert = manager
      .createQueryBuilder()
      .insert()
      .into(target)
      .values(group.map((change) => columns(change, unique)) as QueryDeepPartialEntity<Entity>[])
      .updateEntity(false);
    await insert.orUpdate(fields, unique).execute();
  }
  return needed;
}

/** The changes that make any difference. */
export function neededOf<Entity, Wanted extends Change<Entity>>(
  changes: readonly (Wanted & Change<Entity>)[],
): Wanted[] {
  return changes.filter((change) => !isUpToDate(change));
}

function withTheSameFields<Entity>(changes: readonly Change<Entity>[]): Change<Entity>[][] {
  const groups = new Map<string, Change<Entity>[]>();
  for (const change of changes) {
    const signature = [change.stored ? 'update' : 'insert', ...givenFields(change.given)].join();
    const group = groups.get(signature);
    if (group) group.push(change);
    else groups.set(signature, [change]);
  }
  return [...groups.values()];
}

/** The row as it is after the change. */
export function merged<Entity>({ stored, given, defaults }: Change<Entity>): Partial<Entity> {
  return { ...defaults, ...stored, ...defined(given) };
}

/**
 * The id is left to the unique index unless it is the index: with both in one statement, SQLite
 * would stop at the one that is not asked for.
 */
function columns<Entity extends { id: number }>(
  change: Change<Entity>,
  unique: string[],
): Partial<Entity> {
  const row = merged(change);
  if (!unique.includes('id')) delete row.id;
  return row;
}

function isUpToDate<Entity>({ stored, given }: Change<Entity>): boolean {
  if (!stored) return false;
  return givenFields(given).every((field) => isSame(stored[field], given[field]));
}

function isSame(stored: unknown, given: unknown): boolean {
  return stored instanceof Date && given instanceof Date
    ? stored.getTime() === given.getTime()
    : stored === given;
}

function givenFields<Entity>(given: Partial<Entity>): (keyof Entity & string)[] {
  return Object.keys(defined(given)) as (keyof Entity & string)[];
}

function defined<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as Row;
}
