import type { Type } from '@nestjs/common';
import type { ResultSetHeader } from 'mysql2';
import type { DataSource, EntityManager, EntityMetadata, ObjectLiteral } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { RelationMetadata } from 'typeorm/metadata/RelationMetadata.js';

/**
 * Statements of the paths that everybody takes at once (who asks, what is ordered): their SQL is
 * written once per data source from the entity's metadata, where the query builder would put the
 * same text together for each request. Everything else uses the query builder.
 */

/** Names of an entity's own columns. */
type Column<T> = keyof T & string;

/** What a {@link selectStatement} finds. */
interface Selection<T> {
  /** Columns that must have the value that is given. */
  readonly where: readonly Column<T>[];
  /** Of what each row belongs to, these columns are found as well. */
  readonly relation?: { readonly name: Column<T>; readonly columns: readonly string[] };
  readonly orderBy?: Column<T>;
  /** Lock the rows, but not what they belong to, until the unit of work ends; see `lockRows`. */
  readonly lock?: boolean;
}

/**
 * @returns finds all rows whose columns have those values
 *
 * Columns that are not selected by default are left out, other relations are not loaded.
 */
export function selectStatement<T extends ObjectLiteral, K extends Column<T>>(
  entity: Type<T>,
  { where, relation, orderBy, lock = false }: Selection<T> & { readonly where: readonly K[] },
): (manager: EntityManager, values: Pick<T, K>) => Promise<T[]> {
  const prepare = perDataSource((dataSource) => {
    const table = Table.of(dataSource, entity);
    const columns = table.metadata.columns.filter(({ isSelect }) => isSelect);
    const related = relation && new Related(table, relation.name, relation.columns);
    const list = columns.map(({ propertyName }) => table.qualified(propertyName));
    const from = related ? `${table.name} ${related.join}` : table.name;
    const conditions = where.map((name) => `${table.qualified(name)} = ?`).join(' AND ');
    const order = orderBy ? ` ORDER BY ${table.qualified(orderBy)}` : '';
    const locking = lock && !isSqlite(dataSource) ? ' FOR UPDATE' : '';
    const selected = [...list, ...(related?.list ?? [])].join(', ');
    const sql = `SELECT ${selected} FROM ${from} WHERE ${conditions}${order}${locking}`;
    return { table, columns, related, sql, keys: where.map((name) => table.column(name)) };
  });
  return async (manager, values) => {
    const { table, columns, related, sql, keys } = prepare(manager.dataSource);
    const parameters = keys.map((column) => table.stored(column, values));
    const rows = await manager.query<ObjectLiteral[]>(sql, parameters);
    return rows.map((row) => {
      const found = table.hydrated<T>(row, columns);
      related?.attach(found, row);
      return found;
    });
  };
}

/**
 * @param names columns that every row has a value for; the others get the database's default
 * @returns inserts rows, at least one, in one statement; its result is the id of the first one
 */
export function insertStatement<T extends ObjectLiteral, K extends Column<T>>(
  entity: Type<T>,
  names: readonly K[],
): (manager: EntityManager, rows: readonly Pick<T, K>[]) => Promise<number> {
  const prepare = perDataSource((dataSource) => {
    const table = Table.of(dataSource, entity);
    const columns = names.map((name) => table.column(name));
    const into = `INSERT INTO ${table.name} (${table.list(columns)}) VALUES `;
    const row = `(${columns.map(() => '?').join(', ')})`;
    return { table, columns, into, row };
  });
  return async (manager, rows) => {
    const { table, columns, into, row } = prepare(manager.dataSource);
    const parameters = rows.flatMap((values) =>
      columns.map((column) => table.stored(column, values)),
    );
    const sql = into + rows.map(() => row).join(', ');
    const result = await manager.query<number | { insertId: number }>(sql, parameters);
    // SQLite tells the last id of the statement, MySQL the first one.
    return typeof result === 'number' ? result - rows.length + 1 : result.insertId;
  };
}

/** @returns a value of an entity's column as a raw statement takes it */
export function storedValue<T extends ObjectLiteral, K extends Column<T>>(
  { dataSource }: EntityManager,
  entity: Type<T>,
  name: K,
  value: T[K],
): unknown {
  const column = dataSource.getMetadata(entity).findColumnWithPropertyName(name)!;
  return dataSource.driver.preparePersistentValue(value, column);
}

/** @returns what a raw statement has found in a column of an entity, as the entity has it */
export function hydratedValue<T extends ObjectLiteral, K extends Column<T>>(
  { dataSource }: EntityManager,
  entity: Type<T>,
  name: K,
  value: unknown,
): T[K] {
  const column = dataSource.getMetadata(entity).findColumnWithPropertyName(name)!;
  return dataSource.driver.prepareHydratedValue(value, column);
}

/** @returns how many rows a raw UPDATE or DELETE has found */
export async function affectedRows(
  manager: EntityManager,
  sql: string,
  parameters: readonly unknown[],
): Promise<number> {
  const { queryRunner } = manager;
  if (!queryRunner) throw new Error('a write needs a unit of work');
  const { affected } = await queryRunner.query(sql, [...parameters], true);
  return affected ?? 0;
}

/**
 * Adds one to a counter of a row: in one statement, as others may wait for the row from here on.
 *
 * @param counter `table.column`
 * @param condition finds the row, or none
 * @returns what the counter is then; undefined when there is no such row
 */
export async function countUp(
  manager: EntityManager,
  counter: `${string}.${string}`,
  condition: string,
  parameters: readonly unknown[],
): Promise<number | undefined> {
  const [table, column] = counter.split('.') as [string, string];
  const update = (next: string) => `UPDATE ${table} SET ${column} = ${next} WHERE ${condition}`;
  if (isSqlite(manager.dataSource)) {
    const sql = `${update(`${column} + 1`)} RETURNING ${column} AS counted`;
    const [row] = await manager.query<{ counted: number }[]>(sql, [...parameters]);
    return row?.counted;
  }
  // MariaDB returns nothing of an UPDATE but this number.
  const sql = update(`LAST_INSERT_ID(${column} + 1)`);
  const { affectedRows: affected, insertId } = await manager.query<ResultSetHeader>(sql, [
    ...parameters,
  ]);
  return affected === 1 ? insertId : undefined;
}

/** @returns a `?` for each of the values, for a list in SQL */
export function placeholders(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

function isSqlite({ options }: DataSource): boolean {
  return options.type === 'better-sqlite3';
}

function perDataSource<R>(make: (dataSource: DataSource) => R): (dataSource: DataSource) => R {
  const made = new WeakMap<DataSource, R>();
  return (dataSource) => {
    let result = made.get(dataSource);
    if (!result) made.set(dataSource, (result = make(dataSource)));
    return result;
  };
}

/** A table as the driver of a data source writes it. */
class Table {
  readonly name: string;

  constructor(
    readonly dataSource: DataSource,
    readonly metadata: EntityMetadata,
  ) {
    this.name = dataSource.driver.escape(this.metadata.tableName);
  }

  static of(dataSource: DataSource, entity: Type<ObjectLiteral>): Table {
    return new Table(dataSource, dataSource.getMetadata(entity));
  }

  column(name: string): ColumnMetadata {
    const column = this.metadata.findColumnWithPropertyName(name);
    if (!column) throw new Error(`${this.metadata.name} has no column ${name}`);
    return column;
  }

  escaped(name: string): string {
    return this.dataSource.driver.escape(this.column(name).databaseName);
  }

  /** The column for statements that name another table, too. */
  qualified(name: string): string {
    return `${this.name}.${this.escaped(name)}`;
  }

  list(columns: readonly ColumnMetadata[]): string {
    return columns.map((column) => this.escaped(column.propertyName)).join(', ');
  }

  /** The value of the column as the database takes it. */
  stored(column: ColumnMetadata, values: ObjectLiteral): unknown {
    return this.dataSource.driver.preparePersistentValue(values[column.propertyName], column);
  }

  /** @param prefix of the names that the row has the columns under */
  hydrated<T extends ObjectLiteral>(
    row: ObjectLiteral,
    columns: readonly ColumnMetadata[],
    prefix = '',
  ): T {
    const entity = this.metadata.create() as T;
    for (const column of columns) {
      const value: unknown = row[prefix + column.databaseName];
      column.setEntityValue(entity, this.dataSource.driver.prepareHydratedValue(value, column));
    }
    return entity;
  }
}

/** What the rows of a table belong to, as a statement that finds both has it. */
class Related {
  readonly list: readonly string[];
  readonly join: string;
  private readonly table: Table;
  private readonly columns: readonly ColumnMetadata[];
  private readonly prefix: string;
  private readonly relation: RelationMetadata;

  constructor({ dataSource, name, metadata }: Table, property: string, columns: readonly string[]) {
    const escape = (name: string): string => dataSource.driver.escape(name);
    this.relation = metadata.findRelationWithPropertyPath(property)!;
    this.table = new Table(dataSource, this.relation.inverseEntityMetadata);
    this.columns = columns.map((column) => this.table.column(column));
    this.prefix = `${property}_`;
    const alias = escape(property);
    const [key] = this.relation.joinColumns;
    this.list = this.columns.map(
      ({ databaseName }) =>
        `${alias}.${escape(databaseName)} AS ${escape(this.prefix + databaseName)}`,
    );
    // A derived table, because a lock goes to every table that the statement names itself.
    this.join =
      `JOIN (SELECT ${this.table.list(this.columns)} FROM ${this.table.name}) ${alias} ` +
      `ON ${alias}.${escape(key!.referencedColumn!.databaseName)} = ${name}.${escape(key!.databaseName)}`;
  }

  /** Sets what a found entity belongs to. */
  attach(entity: ObjectLiteral, row: ObjectLiteral): void {
    const related = this.table.hydrated(row, this.columns, this.prefix);
    this.relation.setEntityValue(entity, related);
  }
}
