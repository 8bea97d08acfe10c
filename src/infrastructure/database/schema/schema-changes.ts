import type { DataSource, EntityMetadata, QueryRunner, Table } from 'typeorm';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { ForeignKeyMetadata } from 'typeorm/metadata/ForeignKeyMetadata.js';

/** An index of an entity. */
export interface NewIndex {
  readonly columnNames: readonly string[];
  readonly isUnique: boolean;
}

/** What a table lacks of what its entity describes. */
export interface TableChanges {
  readonly name: string;
  /** Whether the table itself is new. */
  readonly isNew: boolean;
  readonly columns: readonly ColumnMetadata[];
  readonly indices: readonly NewIndex[];
  /** Column names of each unique rule: a constraint on SQLite, an index elsewhere. */
  readonly uniques: readonly (readonly string[])[];
  readonly foreignKeys: readonly ForeignKeyMetadata[];
}

/** What entities describe and the database lacks; what the database has beyond that is named. */
export interface SchemaChanges {
  readonly tables: readonly TableChanges[];
  /** Columns and tables without an entity, which nobody removes unasked. */
  readonly leftOver: readonly string[];
}

/** Compares the entities of a data source with the tables that its migrations have made. */
export async function schemaChanges(dataSource: DataSource): Promise<SchemaChanges> {
  const runner = dataSource.createQueryRunner();
  try {
    const tables: TableChanges[] = [];
    const leftOver: string[] = [];
    for (const metadata of inOrder(dataSource.entityMetadatas)) {
      const table = await runner.getTable(metadata.tableName);
      const changes = tableChanges(metadata, table);
      const { columns, indices, uniques, foreignKeys } = changes;
      if ([columns, indices, uniques, foreignKeys].some(({ length }) => length > 0)) {
        tables.push(changes);
      }
      const known = new Set(metadata.columns.map(({ databaseName }) => databaseName));
      for (const { name } of table?.columns ?? []) {
        if (!known.has(name)) leftOver.push(`column ${metadata.tableName}.${name}`);
      }
    }
    leftOver.push(...(await tablesWithoutEntity(dataSource, runner)));
    return { tables, leftOver };
  } finally {
    await runner.release();
  }
}

function tableChanges(metadata: EntityMetadata, table: Table | undefined): TableChanges {
  const hasColumn = (name: string) => table?.columns.some((column) => column.name === name);
  const namesOf = ({ columns }: { columns: readonly ColumnMetadata[] }): string[] =>
    columns.map(({ databaseName }) => databaseName);
  const existing = new Set([
    ...(table?.indices ?? []).map(({ columnNames }) => `${columnNames}`),
    ...(table?.uniques ?? []).map(({ columnNames }) => `${columnNames}`),
  ]);
  const referring = new Set((table?.foreignKeys ?? []).map(({ columnNames }) => `${columnNames}`));
  return {
    name: metadata.tableName,
    isNew: !table,
    columns: metadata.columns.filter(({ databaseName }) => !hasColumn(databaseName)),
    indices: metadata.indices
      .map((index) => ({ columnNames: namesOf(index), isUnique: index.isUnique }))
      .filter(({ columnNames }) => !existing.has(`${columnNames}`)),
    uniques: metadata.uniques.map(namesOf).filter((names) => !existing.has(`${names}`)),
    foreignKeys: metadata.foreignKeys.filter(({ columnNames }) => !referring.has(`${columnNames}`)),
  };
}

/** Tables after those that they refer to. */
function inOrder(all: readonly EntityMetadata[]): EntityMetadata[] {
  const ordered = new Set<EntityMetadata>();
  const visit = (metadata: EntityMetadata, above: readonly EntityMetadata[]): void => {
    if (ordered.has(metadata) || above.includes(metadata)) return;
    for (const { referencedEntityMetadata } of metadata.foreignKeys) {
      visit(referencedEntityMetadata, [...above, metadata]);
    }
    ordered.add(metadata);
  };
  for (const metadata of all) visit(metadata, []);
  return [...ordered];
}

async function tablesWithoutEntity(dataSource: DataSource, runner: QueryRunner): Promise<string[]> {
  const known = new Set(dataSource.entityMetadatas.map(({ tableName }) => tableName));
  known.add(dataSource.options.migrationsTableName ?? 'migrations');
  const tables = await runner.getTables();
  return tables
    .map(({ name }) => name.replace(/^.*\./, ''))
    .filter((name) => !known.has(name) && !name.startsWith('sqlite_'))
    .map((name) => `table ${name}`);
}
