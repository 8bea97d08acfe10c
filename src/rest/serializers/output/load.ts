import type { DataSource, EntityMetadata, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';
import type { Row } from './fields.js';
import type { Serializer } from './serializer.js';

interface PlannedColumn {
  property: string;
  selection: string;
  alias: string;
  decode: (value: unknown) => unknown;
}

interface PlannedJoin {
  property: string;
  path: string;
  alias: string;
  key: string;
  columns: PlannedColumn[];
  joins: PlannedJoin[];
}

interface PlannedRelation {
  property: string;
  relation: RelationMetadata;
  foreignKey: string;
  parentKey: string;
  plan: LoadPlan;
  ordering: [property: string, direction: 'ASC' | 'DESC'][];
}

interface LoadPlan {
  alias: string;
  columns: PlannedColumn[];
  joins: PlannedJoin[];
  relations: PlannedRelation[];
}

const plans = new WeakMap<DataSource, WeakMap<Serializer, Map<string, LoadPlan>>>();

/**
 * Runs a query and loads exactly what a serializer shows: its columns, its to-one relations by
 * joins in the same query, and one further query per to-many relation, however many rows there are.
 *
 * Rows are plain objects: building entities costs several times as much and nothing would use them.
 *
 * @param query conditions, order and limits of the wanted rows; its selection is replaced
 */
export async function loadRows(
  query: SelectQueryBuilder<ObjectLiteral>,
  serializer: Serializer,
): Promise<Row[]> {
  const { dataSource } = query;
  const plan = planFor(dataSource, serializer, query.alias);
  return runPlan(query, plan);
}

async function runPlan(query: SelectQueryBuilder<ObjectLiteral>, plan: LoadPlan): Promise<Row[]> {
  query.select([]);
  selectColumns(query, plan.columns);
  joinAll(query, plan.joins);
  const raw = await query.getRawMany<Row>();
  const rows = raw.map((record) => decodeRow(record, plan.columns, plan.joins));
  await Promise.all(plan.relations.map((relation) => loadRelation(query, relation, rows)));
  return rows;
}

async function loadRelation(
  query: SelectQueryBuilder<ObjectLiteral>,
  { property, relation, foreignKey, parentKey, plan, ordering }: PlannedRelation,
  rows: Row[],
): Promise<void> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group: Row[] = [];
    groups.set(row[parentKey], group);
    row[property] = group;
  }
  if (rows.length === 0) return;
  const related = query
    .createQueryBuilder()
    .select()
    .from(relation.inverseEntityMetadata.target, plan.alias)
    .where(`${plan.alias}.${foreignKey} IN (:...parents)`, { parents: [...groups.keys()] });
  for (const [field, direction] of ordering) {
    related.addOrderBy(`${plan.alias}.${field}`, direction);
  }
  for (const child of await runPlan(related as SelectQueryBuilder<ObjectLiteral>, plan)) {
    groups.get(child[foreignKey])?.push(child);
  }
}

function selectColumns(query: SelectQueryBuilder<ObjectLiteral>, columns: PlannedColumn[]): void {
  for (const { selection, alias } of columns) query.addSelect(selection, alias);
}

function joinAll(query: SelectQueryBuilder<ObjectLiteral>, joins: PlannedJoin[]): void {
  for (const join of joins) {
    query.leftJoin(join.path, join.alias);
    selectColumns(query, join.columns);
    joinAll(query, join.joins);
  }
}

function decodeRow(record: Row, columns: PlannedColumn[], joins: PlannedJoin[]): Row {
  const row: Row = {};
  for (const { property, alias, decode } of columns) row[property] = decode(record[alias]);
  for (const join of joins) {
    row[join.property] =
      record[join.key] === null ? null : decodeRow(record, join.columns, join.joins);
  }
  return row;
}

function planFor(dataSource: DataSource, serializer: Serializer, alias: string): LoadPlan {
  let bySerializer = plans.get(dataSource);
  if (!bySerializer) plans.set(dataSource, (bySerializer = new WeakMap()));
  let byAlias = bySerializer.get(serializer);
  if (!byAlias) bySerializer.set(serializer, (byAlias = new Map()));
  let plan = byAlias.get(alias);
  if (!plan) byAlias.set(alias, (plan = makePlan(dataSource, serializer, alias)));
  return plan;
}

function makePlan(dataSource: DataSource, serializer: Serializer, alias: string): LoadPlan {
  const metadata = dataSource.getMetadata(serializer.entity);
  return { alias, ...planFields(dataSource, serializer, metadata, alias, true) };
}

function planFields(
  dataSource: DataSource,
  serializer: Serializer,
  metadata: EntityMetadata,
  alias: string,
  mayHaveMany: boolean,
): Omit<LoadPlan, 'alias'> {
  const properties = new Set<string>(metadata.primaryColumns.map((column) => column.propertyName));
  const joins: PlannedJoin[] = [];
  const relations: PlannedRelation[] = [];
  for (const [wireName, field] of Object.entries(serializer.fields)) {
    const source = field.source ?? wireName;
    for (const needed of field.needs ?? (field.kind === 'column' ? [source] : [])) {
      properties.add(needed);
    }
    if (field.kind !== 'nested' && field.kind !== 'many') continue;
    const relation = metadata.findRelationWithPropertyPath(source);
    if (!relation) throw new Error(`${metadata.name} has no relation "${source}"`);
    if (field.kind === 'nested') {
      joins.push(planJoin(dataSource, field.serializer!, relation, alias));
    } else if (mayHaveMany) {
      relations.push(planRelation(dataSource, field.serializer!, relation, field.ordering ?? []));
    } else {
      throw new Error(`${serializer.name}.${wireName}: a to-many field inside a joined object`);
    }
  }
  for (const { parentKey } of relations) properties.add(parentKey);
  const columns = [...properties].map((property) =>
    planColumn(dataSource, metadata, alias, property),
  );
  return { columns, joins, relations };
}

function planJoin(
  dataSource: DataSource,
  serializer: Serializer,
  relation: RelationMetadata,
  parentAlias: string,
): PlannedJoin {
  const metadata = relation.inverseEntityMetadata;
  const alias = `${parentAlias}_${relation.propertyName}`;
  const { columns, joins } = planFields(dataSource, serializer, metadata, alias, false);
  const key = columns.find(({ property }) => property === metadata.primaryColumns[0]!.propertyName);
  return {
    property: relation.propertyName,
    path: `${parentAlias}.${relation.propertyName}`,
    alias,
    key: key!.alias,
    columns,
    joins,
  };
}

function planRelation(
  dataSource: DataSource,
  serializer: Serializer,
  relation: RelationMetadata,
  ordering: readonly string[],
): PlannedRelation {
  const join = relation.inverseRelation?.joinColumns[0];
  if (!join) throw new Error(`${relation.propertyName} is not the many side of a foreign key`);
  const alias = relation.propertyName;
  const plan = makePlan(dataSource, serializer, alias);
  if (!plan.columns.some(({ property }) => property === join.propertyName)) {
    const metadata = relation.inverseEntityMetadata;
    plan.columns.push(planColumn(dataSource, metadata, alias, join.propertyName));
  }
  return {
    property: relation.propertyName,
    relation,
    foreignKey: join.propertyName,
    parentKey: join.referencedColumn!.propertyName,
    plan,
    ordering: ordering.map((term) =>
      term.startsWith('-') ? [term.slice(1), 'DESC'] : [term, 'ASC'],
    ),
  };
}

function planColumn(
  dataSource: DataSource,
  metadata: EntityMetadata,
  alias: string,
  property: string,
): PlannedColumn {
  const column = metadata.findColumnWithPropertyName(property);
  if (!column) throw new Error(`${metadata.name} has no column "${property}"`);
  return {
    property,
    selection: `${alias}.${property}`,
    alias: `${alias}_${column.databaseName}`,
    decode: decoderOf(dataSource, column),
  };
}

function decoderOf(dataSource: DataSource, column: ColumnMetadata): (value: unknown) => unknown {
  const plain = ['int', 'varchar', 'text', 'float', 'double', Number, String];
  if (plain.includes(column.type as string) && !column.transformer) return (value) => value;
  return (value) => dataSource.driver.prepareHydratedValue(value, column);
}
