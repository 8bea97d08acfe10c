import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata.js';
import type { ForeignKeyMetadata } from 'typeorm/metadata/ForeignKeyMetadata.js';
import type { NewIndex, TableChanges } from './schema-changes.js';

/**
 * The text of a migration that runs on SQLite, MySQL and MariaDB alike: it names the types of the
 * entities, and each database's driver makes its own of them.
 *
 * @param className e.g. `Announcements1797000000000`
 * @param title what the migration does, in words
 */
export function migrationText(
  className: string,
  title: string,
  tables: readonly TableChanges[],
): string {
  const up = tables.flatMap(upStatements);
  const down = tables.toReversed().flatMap(downStatements);
  const classes = ['Table', 'TableColumn', 'TableForeignKey', 'TableIndex', 'TableUnique'].filter(
    (name) => up.some((statement) => statement.includes(`new ${name}(`)),
  );
  const statements = [...up, ...down].join();
  const needsTypes = tables.some(({ columns }) => columns.length > 0);
  const needsSqlite = statements.includes('isSqlite') || statements.includes('type: key');
  return `import { ${[...(needsTypes ? ['type ColumnType'] : []), 'type MigrationInterface', 'type QueryRunner', ...classes].join(', ')} } from 'typeorm';

/** ${title} */
export class ${className} implements MigrationInterface {
  name = '${className}';

  async up(runner: QueryRunner): Promise<void> {
${needsTypes || needsSqlite ? DRIVER : ''}${needsSqlite ? SQLITE : ''}${needsTypes ? TYPES : ''}${statements.includes('type: key') ? KEY : ''}${indent(up)}
  }

  async down(runner: QueryRunner): Promise<void> {
${down.join().includes('isSqlite') ? DRIVER + SQLITE : ''}${indent(down)}
  }
}
`;
}

const DRIVER = `    const { driver } = runner.dataSource;
`;
const SQLITE = `    const isSqlite = driver.options.type === 'better-sqlite3';
`;
const TYPES = `    const type = (name: ColumnType) => driver.normalizeType({ type: name });
`;
const KEY = `    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
`;

function upStatements(table: TableChanges): string[] {
  const { name, isNew, columns, indices, uniques, foreignKeys } = table;
  if (isNew) {
    const parts = [
      `name: '${name}'`,
      `columns: [${columns.map(columnText).join(', ')}]`,
      ...(indices.length + uniques.length > 0 ? [`indices: ${indicesText(table)}`] : []),
      // A unique rule is a constraint on SQLite; elsewhere there are none but indices.
      ...(uniques.length > 0
        ? [
            `...(isSqlite ? { uniques: [${uniques.map((names) => indexText({ columnNames: names, isUnique: false })).join(', ')}] } : {})`,
          ]
        : []),
      ...(foreignKeys.length > 0
        ? [`foreignKeys: [${foreignKeys.map(foreignKeyText).join(', ')}]`]
        : []),
    ];
    return [`await runner.createTable(new Table({ ${parts.join(', ')} }));`];
  }
  return [
    ...columns.map(
      (column) => `await runner.addColumn('${name}', new TableColumn(${columnText(column)}));`,
    ),
    ...indices.map(
      (index) => `await runner.createIndex('${name}', new TableIndex(${indexText(index)}));`,
    ),
    ...uniques.map(
      (names) =>
        `if (isSqlite) await runner.createUniqueConstraint('${name}', new TableUnique({ columnNames: [${list(names)}] })); else await runner.createIndex('${name}', new TableIndex({ columnNames: [${list(names)}], isUnique: true }));`,
    ),
    ...foreignKeys.map(
      (key) =>
        `await runner.createForeignKey('${name}', new TableForeignKey(${foreignKeyText(key)}));`,
    ),
  ];
}

function downStatements({
  name,
  isNew,
  columns,
  indices,
  uniques,
  foreignKeys,
}: TableChanges): string[] {
  if (isNew) return [`await runner.dropTable('${name}');`];
  return [
    ...foreignKeys.map(
      ({ columnNames }) =>
        `await runner.dropForeignKey('${name}', (await runner.getTable('${name}'))!.foreignKeys.find((key) => \`\${key.columnNames}\` === '${columnNames}')!);`,
    ),
    ...indices.map(
      ({ columnNames }) =>
        `await runner.dropIndex('${name}', (await runner.getTable('${name}'))!.indices.find((index) => \`\${index.columnNames}\` === '${columnNames}')!);`,
    ),
    ...uniques.map(
      (names) =>
        `if (isSqlite) await runner.dropUniqueConstraint('${name}', (await runner.getTable('${name}'))!.uniques.find((unique) => \`\${unique.columnNames}\` === '${names}')!); else await runner.dropIndex('${name}', (await runner.getTable('${name}'))!.indices.find((index) => \`\${index.columnNames}\` === '${names}')!);`,
    ),
    ...columns.map(({ databaseName }) => `await runner.dropColumn('${name}', '${databaseName}');`),
  ];
}

function columnText(column: ColumnMetadata): string {
  const counts = column.isGenerated && column.generationStrategy === 'increment';
  const parts = [`name: '${column.databaseName}'`, `type: ${counts ? 'key' : typeText(column)}`];
  if (column.length) parts.push(`length: '${column.length}'`);
  if (column.precision !== undefined && column.precision !== null) {
    parts.push(`precision: ${column.precision}`);
  }
  if (column.scale !== undefined) parts.push(`scale: ${column.scale}`);
  if (column.isPrimary) parts.push('isPrimary: true');
  if (counts) parts.push('isGenerated: true', "generationStrategy: 'increment'");
  if (column.isNullable) parts.push('isNullable: true');
  const value = defaultText(column);
  if (value !== undefined) parts.push(`default: ${value}`);
  return `{ ${parts.join(', ')} }`;
}

const TYPE_NAMES = new Map<unknown, string>([
  [Number, 'int'],
  [String, 'varchar'],
  [Boolean, 'boolean'],
  [Date, 'datetime'],
  ['integer', 'int'],
]);

function typeText({ type }: ColumnMetadata): string {
  const name = TYPE_NAMES.get(type) ?? type;
  return `type('${String(name as string)}')`;
}

function defaultText({ default: value }: ColumnMetadata): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'function') return JSON.stringify((value as () => string)());
  if (typeof value === 'boolean') return value ? "'1'" : "'0'";
  if (typeof value === 'number') return `'${value}'`;
  return JSON.stringify(`'${String(value as string).replaceAll("'", "''")}'`);
}

function indexText({ columnNames, isUnique }: NewIndex): string {
  return `{ columnNames: [${list(columnNames)}]${isUnique ? ', isUnique: true' : ''} }`;
}

function indicesText({ indices, uniques }: TableChanges): string {
  const texts = indices.map(indexText);
  if (uniques.length === 0) return `[${texts.join(', ')}]`;
  const rules = uniques.map((columnNames) => indexText({ columnNames, isUnique: true }));
  const elsewhere = `isSqlite ? [] : [${rules.join(', ')}]`;
  return texts.length === 0 ? elsewhere : `[${texts.join(', ')}, ...(${elsewhere})]`;
}

function foreignKeyText(key: ForeignKeyMetadata): string {
  return `{ columnNames: [${list(key.columnNames)}], referencedTableName: '${key.referencedEntityMetadata.tableName}', referencedColumnNames: [${list(key.referencedColumnNames)}], onDelete: '${key.onDelete ?? 'NO ACTION'}', onUpdate: '${key.onUpdate ?? 'NO ACTION'}' }`;
}

function list(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

function indent(statements: readonly string[]): string {
  return statements.map((statement) => `    ${statement}`).join('\n');
}
