import type {
  DataSource,
  EntityMetadata,
  ObjectLiteral,
  QueryRunner,
  SelectQueryBuilder,
} from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';
import type { OutputField, Row } from './fields.js';
import { joinTableOf, loadKeys, planKeys, type PlannedKeys } from './keys.js';
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
  relations: PlannedRelation[];
  keys: PlannedKeys[];
}

interface PlannedRelation {
  property: string;
  foreignKey: string;
  parentKey: string;
  plan: LoadPlan;
  /** The query for the rows that belong to so many parents. */
  textFor: (parents: number) => string;
}

interface LoadPlan {
  alias: string;
  /** How TypeORM begins a query of the table that selects `1`, and what replaces it. */
  bareStart: string;
  start: string;
  columns: PlannedColumn[];
  joins: PlannedJoin[];
  relations: PlannedRelation[];
  keys: PlannedKeys[];
}

const plans = new WeakMap<DataSource, WeakMap<Serializer, Map<string, LoadPlan>>>();

/** Lists longer than this get the text of their relations' queries made anew each time. */
const LONGEST_KEPT_LIST = 200;

/**
 * Runs a query and loads exactly what a serializer shows: its columns, its to-one relations by
 * joins in the same query, and one further query per to-many relation, however many rows there are;
 * those of joined objects as well.
 *
 * Rows are plain objects: building entities costs several times as much and nothing would use them.
 *
 * @param query conditions, order and limits of the wanted rows; its selection is replaced
 */
export async function loadRows(
  query: SelectQueryBuilder<ObjectLiteral>,
  serializer: Serializer,
): Promise<Row[]> {
  const plan = planFor(query.dataSource, serializer, query.alias);
  const run = runner(query);
  // TypeORM takes longer to write the selection than everything else; it never changes.
  const [sql, parameters] = query.select('1').getQueryAndParameters();
  if (!sql.startsWith(plan.bareStart)) throw new Error(`not a query of one table: ${sql}`);
  const raw = await run(plan.start + sql.slice(plan.bareStart.length), parameters);
  return finish(run, raw, plan);
}

type Run = (sql: string, parameters: unknown[]) => Promise<Row[]>;

/** Runs SQL where the query would run: inside its transaction, if it has one. */
function runner(query: SelectQueryBuilder<ObjectLiteral>): Run {
  const { queryRunner } = query as unknown as { queryRunner?: QueryRunner };
  const target = queryRunner ?? query.dataSource;
  return (sql, parameters) => target.query<Row[]>(sql, parameters);
}

async function finish(run: Run, raw: Row[], plan: LoadPlan): Promise<Row[]> {
  const rows = raw.map((record) => decodeRow(record, plan.columns, plan.joins));
  await loadRelations(run, plan, rows);
  return rows;
}

async function loadRelations(
  run: Run,
  { relations, keys, joins }: Pick<LoadPlan, 'relations' | 'keys' | 'joins'>,
  rows: Row[],
): Promise<void> {
  await Promise.all([
    ...relations.map((relation) => loadRelation(run, relation, rows)),
    ...keys.map((planned) => loadKeys(run, planned, rows)),
    ...joins.filter(hasRelations).map((join) => loadRelations(run, join, joined(rows, join))),
  ]);
}

function hasRelations({ relations, keys, joins }: PlannedJoin): boolean {
  return relations.length + keys.length > 0 || joins.some(hasRelations);
}

function joined(rows: Row[], { property }: PlannedJoin): Row[] {
  return rows.flatMap<Row>((row) => (row[property] ?? []) as Row | Row[]);
}

async function loadRelation(run: Run, relation: PlannedRelation, rows: Row[]): Promise<void> {
  const { property, foreignKey, parentKey, plan, textFor } = relation;
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    // Two rows may have joined the same object.
    const group = groups.get(row[parentKey]) ?? [];
    groups.set(row[parentKey], group);
    row[property] = group;
  }
  if (rows.length === 0) return;
  const parents = [...groups.keys()];
  for (const child of await finish(run, await run(textFor(parents.length), parents), plan)) {
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

/** Kinds of fields that look at another table. */
const RELATED: ReadonlySet<OutputField['kind']> = new Set(['nested', 'many', 'keys']);

/** The columns and joins that a serializer needs; throws when its entity lacks one of them. */
export function planFor(dataSource: DataSource, serializer: Serializer, alias: string): LoadPlan {
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
  const fields = planFields(dataSource, serializer, metadata, alias);
  const bare = dataSource.createQueryBuilder().select('1').from(metadata.target, alias);
  const bareStart = bare.withDeleted().getQuery();
  bare.select([]);
  selectColumns(bare, fields.columns);
  joinAll(bare, fields.joins);
  return { alias, bareStart, start: bare.getQuery(), ...fields };
}

function planFields(
  dataSource: DataSource,
  serializer: Serializer,
  metadata: EntityMetadata,
  alias: string,
): Pick<LoadPlan, 'columns' | 'joins' | 'relations' | 'keys'> {
  const properties = new Set<string>(metadata.primaryColumns.map((column) => column.propertyName));
  const joins: PlannedJoin[] = [];
  const relations: PlannedRelation[] = [];
  const keys: PlannedKeys[] = [];
  for (const [wireName, field] of Object.entries(serializer.fields)) {
    const source = field.source ?? wireName;
    for (const needed of field.needs ?? (field.kind === 'column' ? [source] : [])) {
      properties.add(needed);
    }
    if (!RELATED.has(field.kind)) continue;
    const relation = metadata.findRelationWithPropertyPath(source);
    if (!relation) throw new Error(`${metadata.name} has no relation "${source}"`);
    if (field.kind === 'nested') {
      addJoin(joins, planJoin(dataSource, field.serializer!, relation, alias));
    } else if (field.kind === 'keys') {
      keys.push(planKeys(dataSource, relation));
    } else {
      relations.push(planRelation(dataSource, field.serializer!, relation, field.ordering ?? []));
    }
  }
  for (const { parentKey } of [...relations, ...keys]) properties.add(parentKey);
  const columns = [...properties].map((property) =>
    planColumn(dataSource, metadata, alias, property),
  );
  return { columns, joins, relations, keys };
}

/** One join for all fields that look at the same object. */
function addJoin(joins: PlannedJoin[], join: PlannedJoin): void {
  const known = joins.find(({ alias }) => alias === join.alias);
  if (!known) {
    joins.push(join);
    return;
  }
  for (const column of join.columns) {
    if (!known.columns.some(({ alias }) => alias === column.alias)) known.columns.push(column);
  }
  known.relations.push(...join.relations);
  known.keys.push(...join.keys);
  for (const inner of join.joins) addJoin(known.joins, inner);
}

function planJoin(
  dataSource: DataSource,
  serializer: Serializer,
  relation: RelationMetadata,
  parentAlias: string,
): PlannedJoin {
  const metadata = relation.inverseEntityMetadata;
  const alias = `${parentAlias}_${relation.propertyName}`;
  const fields = planFields(dataSource, serializer, metadata, alias);
  const key = fields.columns.find(
    ({ property }) => property === metadata.primaryColumns[0]!.propertyName,
  );
  return {
    property: relation.propertyName,
    path: `${parentAlias}.${relation.propertyName}`,
    alias,
    key: key!.alias,
    ...fields,
  };
}

function planRelation(
  dataSource: DataSource,
  serializer: Serializer,
  relation: RelationMetadata,
  ordering: readonly string[],
): PlannedRelation {
  if (relation.isManyToMany) return planManyToMany(dataSource, serializer, relation, ordering);
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
    foreignKey: join.propertyName,
    parentKey: join.referencedColumn!.propertyName,
    plan,
    textFor: relationTexts(dataSource, relation, plan, `${alias}.${join.propertyName}`, ordering),
  };
}

/** Name of the column by which a row of a many-to-many relation tells whose it is. */
const OWNER = 'owner';

/** A row at the other end comes once for each row that it belongs to. */
function planManyToMany(
  dataSource: DataSource,
  serializer: Serializer,
  relation: RelationMetadata,
  ordering: readonly string[],
): PlannedRelation {
  const { tableName, own, other } = joinTableOf(relation);
  const alias = relation.propertyName;
  const through = `${alias}_through`;
  const plan = makePlan(dataSource, serializer, alias);
  const ownerColumn = `${through}.${own.propertyName}`;
  plan.columns.push({
    property: OWNER,
    selection: ownerColumn,
    alias: `${through}_${OWNER}`,
    decode: (value) => value,
  });
  const link = `${through}.${other.propertyName} = ${alias}.${other.referencedColumn!.propertyName}`;
  return {
    property: alias,
    foreignKey: OWNER,
    parentKey: own.referencedColumn!.propertyName,
    plan,
    textFor: relationTexts(dataSource, relation, plan, ownerColumn, ordering, (query) =>
      query.innerJoin(tableName, through, link),
    ),
  };
}

function relationTexts(
  dataSource: DataSource,
  relation: RelationMetadata,
  plan: LoadPlan,
  ownerColumn: string,
  ordering: readonly string[],
  join: (query: SelectQueryBuilder<ObjectLiteral>) => unknown = () => undefined,
): (parents: number) => string {
  const kept = new Map<number, string>();
  const write = (parents: number): string => {
    const query = dataSource
      .createQueryBuilder()
      .select([])
      .from(relation.inverseEntityMetadata.target, plan.alias)
      .where(`${ownerColumn} IN (:...parents)`, {
        parents: Array.from({ length: parents }, () => 0),
      });
    join(query);
    selectColumns(query, plan.columns);
    joinAll(query, plan.joins);
    for (const term of ordering) {
      query.addOrderBy(`${plan.alias}.${term.replace(/^-/, '')}`, term[0] === '-' ? 'DESC' : 'ASC');
    }
    return query.getQueryAndParameters()[0];
  };
  return (parents) => {
    const known = kept.get(parents);
    if (known !== undefined) return known;
    const text = write(parents);
    if (parents <= LONGEST_KEPT_LIST) kept.set(parents, text);
    return text;
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
