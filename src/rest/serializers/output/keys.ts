import type { DataSource } from 'typeorm';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';
import type { Row } from './fields.js';

/** The keys at the other end of a many-to-many relation, for all rows in one query. */
export interface PlannedKeys {
  readonly property: string;
  readonly parentKey: string;
  readonly textFor: (parents: number) => string;
}

/**
 * The join table of a many-to-many relation: its columns of the row itself and of the others.
 *
 * @throws Error for a relation that has no join table
 */
export function joinTableOf({ junctionEntityMetadata, isOwning, propertyName }: RelationMetadata) {
  if (!junctionEntityMetadata) throw new Error(`${propertyName} is no many-to-many relation`);
  const { tableName, ownerColumns, inverseColumns } = junctionEntityMetadata;
  const [own, other] = isOwning
    ? [ownerColumns[0]!, inverseColumns[0]!]
    : [inverseColumns[0]!, ownerColumns[0]!];
  return { tableName, own, other };
}

/** @throws Error for a relation that has no join table */
export function planKeys({ driver }: DataSource, relation: RelationMetadata): PlannedKeys {
  const { tableName, own, other } = joinTableOf(relation);
  const [ownName, otherName] = [own, other].map((column) => driver.escape(column.databaseName));
  const start = `SELECT ${ownName} AS own, ${otherName} AS other FROM ${driver.escape(tableName)}`;
  return {
    property: relation.propertyName,
    parentKey: own.referencedColumn!.propertyName,
    textFor: (parents) =>
      `${start} WHERE ${ownName} IN (${Array(parents).fill('?').join(', ')}) ORDER BY ${ownName}, ${otherName}`,
  };
}

/** Puts the keys into the rows, ascending. */
export async function loadKeys(
  run: (sql: string, parameters: unknown[]) => Promise<Row[]>,
  { property, parentKey, textFor }: PlannedKeys,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const lists = new Map<unknown, unknown[]>(rows.map((row) => [row[parentKey], []]));
  const parents = [...lists.keys()];
  for (const { own, other } of await run(textFor(parents.length), parents)) {
    lists.get(own)?.push(other);
  }
  for (const row of rows) row[property] = lists.get(row[parentKey]);
}
