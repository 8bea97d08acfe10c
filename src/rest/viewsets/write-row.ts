import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';
import { ValidationError, type ErrorDetail } from '../exceptions.js';
import { noSuchRow } from '../serializers/input/index.js';

type Attributes = Readonly<Record<string, unknown>>;
type Key = number | string;

/** The attributes of a row by where they are stored. */
interface Stored {
  /** Of the row itself. */
  readonly columns: Record<string, unknown>;
  /** Keys of rows at the other end of a many-to-many relation. */
  readonly keys: [relation: RelationMetadata, keys: readonly Key[]][];
  /** Rows that belong to the row. */
  readonly inlines: [relation: RelationMetadata, rows: readonly Attributes[]][];
}

/** Writes the rows that belong to a row, e.g. the lines of an order. */
export type InlineWriter = (
  property: string,
  rows: readonly Attributes[],
  key: Key,
) => Promise<void>;

/**
 * Inserts a row, its entries in join tables and the rows that belong to it.
 *
 * DRF: ModelSerializer.create
 *
 * @returns the row's key
 */
export async function insertRow(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  attributes: Attributes,
  writeInlines?: InlineWriter,
): Promise<number> {
  const metadata = manager.dataSource.getMetadata(entity);
  const { columns, keys, inlines } = stored(metadata, attributes);
  const { identifiers } = await manager.insert(entity, columns);
  const key: number = identifiers[0]![metadata.primaryColumns[0]!.propertyName];
  for (const [relation, others] of keys) await insertKeys(manager, relation, key, others);
  for (const [{ propertyName }, rows] of inlines) {
    await (writeInlines ?? inlineWriter(manager, entity))(propertyName, rows, key);
  }
  return key;
}

/**
 * Changes a row; entries in join tables and rows that belong to it become what is given.
 *
 * DRF: ModelSerializer.update
 */
export async function updateRow(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  key: Key,
  attributes: Attributes,
  writeInlines: InlineWriter = inlineWriter(manager, entity),
): Promise<void> {
  const metadata = manager.dataSource.getMetadata(entity);
  const { columns, keys, inlines } = stored(metadata, attributes);
  if (Object.keys(columns).length > 0) await manager.update(entity, key, columns);
  // Whoever else replaces what belongs to the row waits until this is done.
  else if (keys.length + inlines.length > 0) await lock(manager, metadata, key);
  for (const [relation, others] of keys) {
    await deleteKeys(manager, relation, key);
    await insertKeys(manager, relation, key, others);
  }
  for (const [{ propertyName }, rows] of inlines) await writeInlines(propertyName, rows, key);
}

function stored(metadata: EntityMetadata, attributes: Attributes): Stored {
  const found: Stored = { columns: {}, keys: [], inlines: [] };
  for (const [name, value] of Object.entries(attributes)) {
    const relation = metadata.findRelationWithPropertyPath(name);
    if (relation?.isManyToMany) found.keys.push([relation, value as Key[]]);
    else if (relation?.isOneToMany) found.inlines.push([relation, value as Attributes[]]);
    else if (relation && isNested(value)) {
      throw new Error(
        `${metadata.name}.${name}: a nested object is written by a performCreate and performUpdate of the viewset's own`,
      );
    } else found.columns[name] = value;
  }
  return found;
}

/** Keeps the row for this transaction; SQLite has one writer at a time anyway. */
async function lock(manager: EntityManager, metadata: EntityMetadata, key: Key): Promise<void> {
  const { driver } = manager.dataSource;
  const [column] = metadata.primaryColumns;
  const name = driver.escape(column!.databaseName);
  await manager
    .createQueryBuilder()
    .update(metadata.target)
    .set({ [column!.propertyName]: () => name })
    .where(`${name} = :key`, { key })
    .execute();
}

/** The join table of a relation: its column of the row, and that of the others. */
function joinTable(relation: RelationMetadata) {
  const junction = relation.junctionEntityMetadata!;
  const [own, other] = relation.isOwning
    ? [junction.ownerColumns, junction.inverseColumns]
    : [junction.inverseColumns, junction.ownerColumns];
  return { table: junction.tablePath, own: own[0]!, other: other[0]! };
}

async function insertKeys(
  manager: EntityManager,
  relation: RelationMetadata,
  key: Key,
  others: readonly Key[],
): Promise<void> {
  if (others.length === 0) return;
  const { table, own, other } = joinTable(relation);
  await manager
    .createQueryBuilder()
    .insert()
    .into(table)
    .values(others.map((value) => ({ [own.propertyName]: key, [other.propertyName]: value })))
    .updateEntity(false)
    .execute();
}

async function deleteKeys(
  manager: EntityManager,
  relation: RelationMetadata,
  key: Key,
): Promise<void> {
  const { table, own } = joinTable(relation);
  const column = manager.dataSource.driver.escape(own.databaseName);
  await manager
    .createQueryBuilder()
    .delete()
    .from(table)
    .where(`${column} = :key`, { key })
    .execute();
}

/**
 * The usual way to write what belongs to a row: rows that come with the key of a stored one change
 * it, others are new, and stored ones that do not come are deleted.
 */
export function inlineWriter(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
): InlineWriter {
  return async (property, rows, key) => {
    const metadata = manager.dataSource.getMetadata(entity);
    const { inverseRelation, inverseEntityMetadata } =
      metadata.findRelationWithPropertyPath(property)!;
    const child = inverseEntityMetadata.target;
    const parent = inverseRelation!.joinColumns[0]!.propertyName;
    const id = inverseEntityMetadata.primaryColumns[0]!.propertyName;
    const existing = await keysOf(manager, child, id, parent, key);
    const named = (row: Attributes): boolean => row[id] !== undefined && row[id] !== null;
    refuseStrangers(property, rows, id, existing);
    const kept = new Set(rows.map((row) => row[id]));
    const gone = [...existing].filter((row) => !kept.has(row));
    if (gone.length > 0) await manager.delete(child, gone);
    for (const row of rows.filter(named)) {
      const { [id]: own, ...changes } = row;
      await updateRow(manager, child, own as Key, changes);
    }
    const added = rows
      .filter((row) => !named(row))
      .map(({ [id]: _none, ...row }) => ({ ...row, [parent]: key }));
    if (added.length === 0) return;
    const isPlain = added.every((row) => {
      const { keys, inlines } = stored(inverseEntityMetadata, row);
      return keys.length + inlines.length === 0;
    });
    if (isPlain) await manager.insert(child, added);
    else for (const row of added) await insertRow(manager, child, row);
  };
}

async function keysOf(
  manager: EntityManager,
  child: EntityTarget<ObjectLiteral>,
  id: string,
  parent: string,
  key: Key,
): Promise<ReadonlySet<unknown>> {
  const rows = await manager
    .createQueryBuilder(child, 'child')
    .select(`child.${id}`, 'key')
    .where(`child.${parent} = :key`, { key })
    .getRawMany<{ key: Key }>();
  return new Set(rows.map((row) => row.key));
}

/** Keys of rows that do not belong to the row, or that come twice. */
function refuseStrangers(
  property: string,
  rows: readonly Attributes[],
  id: string,
  existing: ReadonlySet<unknown>,
): void {
  const seen = new Set<unknown>();
  const errors = rows.map((row): ErrorDetail => {
    const key = row[id];
    if (key === undefined || key === null) return {};
    if (existing.has(key) && !seen.has(key)) {
      seen.add(key);
      return {};
    }
    return { [id]: [noSuchRow(key as Key)] };
  });
  if (errors.some((error) => Object.keys(error).length > 0)) {
    throw new ValidationError({ [property]: errors });
  }
}

/** Whether the value is an object of fields instead of a key. */
function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}
