import type { DataSource } from 'typeorm';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';
import type { Row } from './fields.js';

/** The keys at the other end of a many-to-many relation, for all rows in one query. */
export interface PlannedKeys {
  readonly property: string;
  readonly parentKey: string;
  readonly textFor: (parents: number) => string;
}

/** @throws Error for a relation that has no join table */
export function planKeys({ driver }: DataSource, relation: RelationMetadata): PlannedKeys {
  const { junctionEntityMetadata: junction, isOwning, propertyName } = relation;
  if (!junction) throw new Error(`${propertyName} is no many-to-many relation`);
  const sides = [junction.ownerColumns[0]!, junction.inverseColumns[0]!];
  const [own, other] = isOwning ? sides : sides.toReversed();
  const [ownName, otherName] = [own, other].map((column) => driver.escape(column!.databaseName));
  const start = `SELECT ${ownName} AS own, ${otherName} AS other FROM ${driver.escape(junction.tableName)}`;
  return {
    property: propertyName,
    parentKey: own!.referencedColumn!.propertyName,
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
