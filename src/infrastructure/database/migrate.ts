import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import Sqlite from 'better-sqlite3';
import type { RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import type { Settings } from '../../config/settings.js';
import { createDataSourceOptions } from './data-source.js';
import { DatabaseError } from './database-error.js';
import { connectMysql, mysqlCredentials } from './mysql.js';

/** Milliseconds to wait for another process that is migrating the same database. */
const LOCK_PATIENCE = 120_000;
const TAKES_TOO_LONG = 'another process has been migrating the database for two minutes';

const logger = new Logger('Migrations');

/**
 * Brings the schema up to date. Processes that start together wait for each other, so that each
 * migration runs once.
 *
 * @returns names of the migrations that ran
 * @throws {DatabaseError} when the database cannot be reached, or another process migrates for
 *   longer than two minutes
 */
export async function runMigrations(settings: Settings): Promise<string[]> {
  const dataSource = new DataSource(await createDataSourceOptions(settings, []));
  const unlock = await lock(settings);
  try {
    await dataSource.initialize();
    if (settings.mode === 'stack') await useUnicode(dataSource);
    const done = await dataSource.runMigrations();
    for (const { name } of done) logger.log(`${name} done`);
    return done.map(({ name }) => name);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await unlock();
  }
}

/** Tables take their character set from the database, and names hold Chinese and emoji. */
async function useUnicode(dataSource: DataSource): Promise<void> {
  const [row] = await dataSource.query<{ charset: string; name: string }[]>(
    'SELECT @@character_set_database AS charset, DATABASE() AS name',
  );
  if (!row || row.charset === 'utf8mb4') return;
  await dataSource.query(
    `ALTER DATABASE ${dataSource.driver.escape(row.name)} CHARACTER SET utf8mb4`,
  );
}

async function lock(settings: Settings): Promise<() => Promise<void>> {
  return settings.databaseUrl ? lockMysql(settings.databaseUrl) : lockFile(settings.dataDir);
}

async function lockMysql(databaseUrl: string): Promise<() => Promise<void>> {
  const connection = await connectMysql(databaseUrl);
  const name = `migrations of ${mysqlCredentials(databaseUrl).database}`.slice(0, 64);
  const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS granted', [
    name,
    LOCK_PATIENCE / 1000,
  ]);
  if (rows[0]?.granted !== 1) {
    connection.destroy();
    throw new DatabaseError(TAKES_TOO_LONG);
  }
  // The server drops the lock with the connection, also when this process dies.
  return () => connection.end();
}

/** An SQLite file of its own, because its locks vanish with the process that holds them. */
async function lockFile(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = new Sqlite(join(folder, 'migrations.lock'), { timeout: 0 });
  const deadline = Date.now() + LOCK_PATIENCE;
  while (!lockedExclusively(file)) {
    if (Date.now() > deadline) {
      file.close();
      throw new DatabaseError(TAKES_TOO_LONG);
    }
    await delay(20);
  }
  return async () => {
    file.close();
  };
}

function lockedExclusively(file: Sqlite.Database): boolean {
  try {
    file.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return false;
    throw error;
  }
}
