import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The file to fill an empty database of this mode from. */
    migratedDatabase: string;
  }
}

/**
 * Migrates one database before all specs of a project, for each spec to start from a copy:
 * migrating takes longer than most specs do.
 *
 * @returns what removes it after the last spec
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'shop-migrated-'));
  const serverUrl = process.env.TEST_MODE === 'stack' ? process.env.TEST_DATABASE_URL : undefined;
  const file = serverUrl ? await migratedTables(serverUrl, folder) : await migratedFile(folder);
  project.provide('migratedDatabase', file);
  return () => rm(folder, { recursive: true, force: true });
}

/** Fills an empty database of a MariaDB or MySQL server from the file. */
export async function fillDatabase(connection: Connection, file: string): Promise<void> {
  await connection.query(await readFile(file, 'utf8'));
}

/** Puts the file where a shop of the folder has its embedded database. */
export async function copyDatabase(file: string, folder: string): Promise<void> {
  await copyFile(file, join(folder, basename(file)));
}

/** The file of an embedded database. */
async function migratedFile(folder: string): Promise<string> {
  await migrate({ DATA_DIR: folder });
  return join(folder, 'shop.sqlite3');
}

/** A file of statements that make the tables and their first rows. */
async function migratedTables(serverUrl: string, folder: string): Promise<string> {
  const name = `shop_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl);
  const connection = await createConnection({ uri: serverUrl, dateStrings: true });
  await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  try {
    url.pathname = `/${name}`;
    await migrate({
      DATA_DIR: folder,
      DATABASE_URL: url.href,
      REDIS_URL: process.env.TEST_REDIS_URL ?? '',
      SECRET_KEY: randomBytes(24).toString('hex'),
    });
    await connection.changeUser({ database: name });
    const statements = await Promise.all(await tables(connection).then((all) => all.map(dump)));
    const file = join(folder, 'database.sql');
    // Tables refer to such as come later.
    await writeFile(file, ['SET foreign_key_checks = 0', ...statements.flat(), ''].join(';\n'));
    return file;
  } finally {
    await connection.query(`DROP DATABASE ${name}`);
    await connection.end();
  }

  async function dump(table: string): Promise<string[]> {
    const [[created]] = await connection.query<RowDataPacket[]>(`SHOW CREATE TABLE \`${table}\``);
    const [rows] = await connection.query<RowDataPacket[]>(`SELECT * FROM \`${table}\``);
    const inserted = rows.map((row) => connection.format('INSERT INTO ?? SET ?', [table, row]));
    return [created!['Create Table'] as string, ...inserted];
  }
}

async function tables(connection: Connection): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>('SHOW TABLES');
  return rows.map((row) => Object.values(row)[0] as string);
}

async function migrate(env: Record<string, string>): Promise<void> {
  const source = join(import.meta.dirname, 'run-source.mjs');
  await mkdir(env.DATA_DIR!, { recursive: true });
  await promisify(execFile)(process.execPath, [source, 'src/cli/migrate.ts', 'up'], {
    env: { PATH: process.env.PATH, TEST_BUILD: process.env.TEST_BUILD, NODE_ENV: 'test', ...env },
  });
}
