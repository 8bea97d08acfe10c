import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { format, resolveConfig } from 'prettier';
import { ENTITIES } from '../app.module.js';
import { loadSettings } from '../settings.js';
import { createDataSourceOptions, type Entities } from '../infrastructure/database/data-source.js';
import { runMigrations } from '../infrastructure/database/migrate.js';
import { migrationText } from '../infrastructure/database/schema/migration-text.js';
import {
  schemaChanges,
  type SchemaChanges,
} from '../infrastructure/database/schema/schema-changes.js';
import type { Output } from './output.js';

const USAGE = `Usage: npm run migration:generate -- NAME

Writes a migration for what the entities describe and the migrations so far do not make: one file
in migrations/ that runs on SQLite, MySQL and MariaDB, and its line in migrations/index.ts.
`;

/**
 * Writes the migration that the entities ask for.
 *
 * @param folder where the migrations are
 * @returns the exit code: 0 when written, 1 when there is nothing to write, 2 for a wrong call
 */
export async function migrationGenerateCommand(
  args: readonly string[],
  folder: string,
  { out, err }: Output,
  entities: Entities = ENTITIES,
): Promise<number> {
  const [name] = args;
  if (args.length !== 1 || !name || !/^[a-z][a-z0-9-]*$/.test(name)) {
    err.write(`${USAGE}NAME is made of small letters, digits and hyphens.\n`);
    return 2;
  }
  const { tables, leftOver } = await missing(entities);
  for (const what of leftOver) err.write(`left as it is, though no entity has it: ${what}\n`);
  if (tables.length === 0) {
    err.write('The migrations make all that the entities describe.\n');
    return 1;
  }
  const index = join(folder, 'index.ts');
  const migrations = await readFile(index, 'utf8');
  const time = timeAfter(migrations);
  const className = `${inCamelCase(name)}${time}`;
  const changed = tables.map((table) => `${table.isNew ? 'Creates' : 'Extends'} ${table.name}`);
  const file = join(folder, `${time}-${name}.ts`);
  await writePretty(file, migrationText(className, `${changed.join('. ')}.`, tables));
  await writePretty(index, withMigration(migrations, className, `${time}-${name}`));
  out.write(`${file}\n`);
  return 0;
}

/** What a database lacks that has nothing but the migrations. */
async function missing(entities: Entities): Promise<SchemaChanges> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shop-migration-'));
  const settings = loadSettings({ NODE_ENV: 'test', DATA_DIR: dataDir, LOG_LEVEL: 'silent' });
  try {
    await runMigrations(settings);
    const options = await createDataSourceOptions(settings, entities);
    const dataSource = await new DataSource(options).initialize();
    try {
      return await schemaChanges(dataSource);
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Now, or a second after the newest migration: they run in the order of their times. */
function timeAfter(migrations: string): number {
  const times = [...migrations.matchAll(/'\.\/(\d{13})-/g)].map(([, time]) => Number(time));
  return Math.max(Date.now(), ...times.map((time) => time + 1000));
}

function inCamelCase(name: string): string {
  return name.replace(/(?:^|-)([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

function withMigration(index: string, className: string, file: string): string {
  return index
    .replace(/\n\n\/\*\*/, `\nimport { ${className} } from './${file}.js';\n\n/**`)
    .replace(/\n\];/, `\n  ${className},\n];`);
}

async function writePretty(file: string, text: string): Promise<void> {
  const style = await resolveConfig(file);
  await writeFile(file, await format(text, { ...style, filepath: file }));
}
