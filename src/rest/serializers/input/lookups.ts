import type { EntityManager, EntityMetadata, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Text } from '../../i18n/messages.js';
import type { ValidationContext } from './context.js';

/** The class of an entity. */
export type EntityClass = new () => object;

interface AnyLookup {
  readonly entity: EntityClass;
  /** Where the error belongs in the data. */
  readonly path: readonly (string | number)[];
  readonly error: Text;
  /** Nothing is added to what is wrong there already. */
  readonly first?: boolean;
}

type Narrowing = (query: SelectQueryBuilder<ObjectLiteral>, context: ValidationContext) => unknown;

/** A row with that primary key must exist. */
export interface ExistsLookup extends AnyLookup {
  readonly kind: 'exists';
  readonly key: number | string;
  readonly queryset?: Narrowing;
}

/** The primary key of the row with that value is wanted. */
export interface FindLookup extends AnyLookup {
  readonly kind: 'find';
  readonly property: string;
  readonly value: string | number;
  readonly queryset?: Narrowing;
  readonly found: (key: number | string) => void;
}

/** No row but the instance may have these values, by property of the entity. */
export interface UniqueLookup extends AnyLookup {
  readonly kind: 'unique';
  readonly values: Readonly<Record<string, unknown>>;
  /** Only rows of that time count. */
  readonly during?: Narrowing;
}

/** A question to the database that decides about an error. */
export type Lookup = ExistsLookup | FindLookup | UniqueLookup;

/** Databases limit the columns of a result. */
const MAX_PER_QUERY = 500;

/**
 * Asks all questions in one query (of one subquery each) and gives those that went wrong, in order.
 * A question asked twice is asked once.
 */
export async function failedLookups(
  lookups: readonly Lookup[],
  context: ValidationContext,
): Promise<Lookup[]> {
  const failed: Lookup[] = [];
  for (let start = 0; start < lookups.length; start += MAX_PER_QUERY) {
    const batch = lookups.slice(start, start + MAX_PER_QUERY);
    const answers = await ask(batch, context);
    batch.forEach((lookup, i) => {
      const answer = answers[i] as string | number | null;
      const isFound = lookup.kind === 'find' ? answer !== null : Boolean(Number(answer));
      if (isFound === (lookup.kind === 'unique')) failed.push(lookup);
      else if (lookup.kind === 'find') lookup.found(keyOf(lookup.entity, answer!, context));
    });
  }
  return failed;
}

/** Databases give large numbers as text. */
function keyOf(entity: EntityClass, answer: string | number, context: ValidationContext) {
  const [column] = context.manager.dataSource.getMetadata(entity).primaryColumns;
  return isTextColumn(column!) ? String(answer) : Number(answer);
}

async function ask(lookups: readonly Lookup[], context: ValidationContext): Promise<unknown[]> {
  const [only] = lookups;
  if (only?.kind === 'exists' && !only.queryset && lookups.length === 1) {
    return [await exists(only, context.manager)];
  }
  const query = context.manager.createQueryBuilder().from('(SELECT 1)', 'one');
  lookups.forEach((lookup, i) => {
    const alias = `t${i}`;
    const [key] = context.manager.dataSource.getMetadata(lookup.entity).primaryColumns;
    const wanted = lookup.kind === 'find' ? `MIN(${alias}.${key!.propertyName})` : '1';
    const subquery = query.subQuery().select(wanted).from(lookup.entity, alias);
    restrict(subquery, lookup, context, `v${i}`);
    const operator = lookup.kind === 'find' ? '' : 'EXISTS ';
    query.addSelect(`${operator}${subquery.getQuery()}`, `found${i}`);
  });
  const row = await query.getRawOne<Record<string, unknown>>();
  return lookups.map((_, i) => row?.[`found${i}`] ?? null);
}

const EXISTS = new WeakMap<EntityMetadata, string>();

/** The question that most requests ask, whose text is the same each time. */
async function exists({ entity, key }: ExistsLookup, manager: EntityManager): Promise<unknown> {
  const { driver } = manager.dataSource;
  const metadata = manager.dataSource.getMetadata(entity);
  let sql = EXISTS.get(metadata);
  if (!sql) {
    const table = metadata.tablePath.split('.').map((part) => driver.escape(part));
    const name = driver.escape(metadata.primaryColumns[0]!.databaseName);
    const where = `${name} = ${driver.createParameter('key', 0)}`;
    sql = `SELECT EXISTS (SELECT 1 FROM ${table.join('.')} WHERE ${where}) AS found`;
    EXISTS.set(metadata, sql);
  }
  const [row] = await manager.query<[{ found: unknown }]>(sql, [key]);
  return row.found;
}

/** Types of columns whose values are text. */
const TEXT_TYPES: ReadonlySet<unknown> = new Set(['varchar', 'char', 'text', 'uuid', String]);

/** Whether the column's values are text, e.g. a key that is a UUID. */
export function isTextColumn({ type }: { readonly type: unknown }): boolean {
  return TEXT_TYPES.has(type);
}

function restrict(
  query: SelectQueryBuilder<ObjectLiteral>,
  lookup: Lookup,
  context: ValidationContext,
  prefix: string,
): void {
  const metadata = context.manager.dataSource.getMetadata(lookup.entity);
  const [primary] = metadata.primaryColumns;
  const { alias } = query;
  if (lookup.kind === 'exists') {
    query.where(`${alias}.${primary!.propertyName} = :${prefix}`, { [prefix]: lookup.key });
    lookup.queryset?.(query, context);
    return;
  }
  if (lookup.kind === 'find') {
    query.where(`${alias}.${lookup.property} = :${prefix}`, { [prefix]: lookup.value });
    lookup.queryset?.(query, context);
    return;
  }
  lookup.during?.(query, context);
  for (const [i, [property, value]] of Object.entries(lookup.values).entries()) {
    const name = `${prefix}_${i}`;
    const column = columnOf(metadata, property);
    query.andWhere(`${alias}.${property} = :${name}`, {
      [name]: context.manager.dataSource.driver.preparePersistentValue(value, column),
    });
  }
  const { instance } = context;
  if (instance instanceof lookup.entity) {
    query.andWhere(`${alias}.${primary!.propertyName} != :${prefix}_self`, {
      [`${prefix}_self`]: primary!.getEntityValue(instance),
    });
  }
}

/** The column behind a property, which may be a relation. */
export function columnOf(metadata: EntityMetadata, property: string) {
  const column =
    metadata.findColumnWithPropertyPath(property) ??
    metadata.findRelationWithPropertyPath(property)?.joinColumns[0];
  if (!column) throw new Error(`${metadata.name} has no column for ${property}`);
  return column;
}

/** The value a stored object has in a property; undefined if it was not loaded. */
export function storedValue(manager: EntityManager, instance: object, property: string): unknown {
  const metadata = manager.dataSource.getMetadata(instance.constructor);
  return columnOf(metadata, property).getEntityValue(instance);
}
