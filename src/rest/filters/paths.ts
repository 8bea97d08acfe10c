import type { DataSource, EntityMetadata, SelectQueryBuilder, ObjectLiteral } from 'typeorm';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';

/** The property that a path such as `shelf.name` begins with. */
export type FirstOf<Path extends string> = Path extends `${infer First}.${string}` ? First : Path;

/** Whether the path leads over relations to a column. */
export function leadsToColumn(
  metadata: EntityMetadata,
  path: string,
  isAllowed: (relation: RelationMetadata) => boolean = () => true,
): boolean {
  if (metadata.findColumnWithPropertyPath(path)) return true;
  const { relation, rest } = firstRelation(metadata, path) ?? {};
  if (!relation || !isAllowed(relation)) return false;
  return leadsToColumn(relation.inverseEntityMetadata, rest!, isAllowed);
}

/** Whether an object has at most one at the other end. */
export function isToOne({ isManyToOne, isOneToOne }: RelationMetadata): boolean {
  return isManyToOne || isOneToOne;
}

/**
 * SQL of a condition on a column, which may be one of related rows: then one of them must meet it.
 * Nothing is joined, so no row of the list comes twice.
 *
 * @param condition SQL about the column of that name
 */
export function conditionOn(
  query: SelectQueryBuilder<ObjectLiteral>,
  path: string,
  condition: (column: string) => string,
): string {
  const { dataSource, alias, expressionMap } = query;
  if (!path.includes('.')) return condition(`${alias}.${path}`);
  return written(dataSource, expressionMap.mainAlias!.metadata, alias, path, condition);
}

function written(
  dataSource: DataSource,
  metadata: EntityMetadata,
  alias: string,
  path: string,
  condition: (column: string) => string,
): string {
  const name = (...parts: string[]): string =>
    parts.map((part) => dataSource.driver.escape(part)).join('.');
  const column = metadata.findColumnWithPropertyPath(path);
  if (column) return condition(name(alias, column.databaseName));
  const { relation, rest } = firstRelation(metadata, path) ?? {};
  if (!relation) throw new Error(`${metadata.name} has no "${path}"`);
  const related = relation.inverseEntityMetadata;
  const other = `${alias}_${relation.propertyName}_of`;
  const inner = written(dataSource, related, other, rest!, condition);
  let tables = `${name(related.tableName)} ${name(other)}`;
  let link: string;
  if (relation.isManyToMany) {
    const junction = relation.junctionEntityMetadata!;
    const sides = [junction.ownerColumns[0]!, junction.inverseColumns[0]!];
    const [own, theirs] = relation.isOwning ? sides : sides.toReversed();
    const through = `${other}_through`;
    tables += ` INNER JOIN ${name(junction.tableName)} ${name(through)} ON ${name(through, theirs!.databaseName)} = ${name(other, theirs!.referencedColumn!.databaseName)}`;
    link = `${name(through, own!.databaseName)} = ${name(alias, own!.referencedColumn!.databaseName)}`;
  } else {
    const isHere = relation.joinColumns.length > 0;
    const [key] = isHere ? relation.joinColumns : relation.inverseRelation!.joinColumns;
    const referenced = key!.referencedColumn!.databaseName;
    link = isHere
      ? `${name(other, referenced)} = ${name(alias, key!.databaseName)}`
      : `${name(other, key!.databaseName)} = ${name(alias, referenced)}`;
  }
  return `EXISTS (SELECT 1 FROM ${tables} WHERE ${link} AND (${inner}))`;
}

function firstRelation(
  metadata: EntityMetadata,
  path: string,
): { relation: RelationMetadata; rest: string } | undefined {
  const dot = path.indexOf('.');
  const relation = dot < 0 ? undefined : metadata.findRelationWithPropertyPath(path.slice(0, dot));
  return relation && { relation, rest: path.slice(dot + 1) };
}

/**
 * The column to sort by as TypeORM knows it; a path's objects are joined, each at most one.
 *
 * @throws Error for a path over a to-many relation
 */
export function sortedColumn(query: SelectQueryBuilder<ObjectLiteral>, path: string): string {
  let { alias } = query;
  let { metadata } = query.expressionMap.mainAlias!;
  let rest = path;
  for (let next = firstRelation(metadata, rest); next; next = firstRelation(metadata, rest)) {
    if (!isToOne(next.relation)) throw new Error(`"${path}" has several values to sort by`);
    const joined = `${alias}_${next.relation.propertyName}_order`;
    const isKnown = query.expressionMap.joinAttributes.some((join) => join.alias.name === joined);
    if (!isKnown) query.leftJoin(`${alias}.${next.relation.propertyName}`, joined);
    alias = joined;
    metadata = next.relation.inverseEntityMetadata;
    rest = next.rest;
  }
  return `${alias}.${rest}`;
}
