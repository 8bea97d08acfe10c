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
}

/** A row with that primary key must exist. */
export interface ExistsLookup extends AnyLookup {
  readonly kind: 'exists';
  readonly key: number | string;
  readonly queryset?: (
    query: SelectQueryBuilder<ObjectLiteral>,
    context: ValidationContext,
  ) => unknown;
}

/** No row but the instance may have these values, by property of the entity. */
export interface UniqueLookup extends AnyLookup {
  readonly kind: 'unique';
  readonly values: Readonly<Record<string, unknown>>;
}

/** A question to the database that decides about an error. */
export type Lookup = ExistsLookup | UniqueLookup;

/** Databases limit the columns of a result. */
const MAX_PER_QUERY = 500;

/**
 * Asks all questions in one query (of one `EXISTS` each) and gives those that went wrong, in order.
 * A question asked twice is asked once.
 */
export async function failedLookups(
  lookups: readonly Lookup[],
  context: ValidationContext,
): Promise<Lookup[]> {
  const failed: Lookup[] = [];
  for (let start = 0; start < lookups.length; start += MAX_PER_QUERY) {
    const batch = lookups.slice(start, start + MAX_PER_QUERY);
    const found = await exists(batch, context);
    failed.push(...batch.filter((lookup, i) => found[i] === (lookup.kind === 'unique')));
  }
  return failed;
}

async function exists(lookups: readonly Lookup[], context: ValidationContext): Promise<boolean[]> {
  const query = context.manager.createQueryBuilder().from('(SELECT 1)', 'one');
  lookups.forEach((lookup, i) => {
    const subquery = query.subQuery().select('1').from(lookup.entity, `t${i}`);
    restrict(subquery, lookup, context, `v${i}`);
    query.addSelect(`EXISTS ${subquery.getQuery()}`, `found${i}`);
  });
  const row = await query.getRawOne<Record<string, unknown>>();
  return lookups.map((_, i) => Boolean(Number(row?.[`found${i}`])));
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
  return columnOf(metadata, property).getEntityValue(instance) as unknown;
}
