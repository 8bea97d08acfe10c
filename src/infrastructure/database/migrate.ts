import { Logger } from '@nestjs/common';
import { DataSource, MigrationExecutor } from 'typeorm';
import type { Settings } from '../../config/settings.js';
import { createDataSourceOptions } from './data-source.js';
import { MigrationJournal } from './migration-journal.js';
import { lockMigrations } from './migration-lock.js';

const logger = new Logger('Migrations');

/**
 * Brings the schema up to date. Processes that start together wait for each other, so that each
 * migration runs once; one that was interrupted goes on where it was.
 *
 * @returns names of the migrations that ran
 * @throws {DatabaseError} when the database cannot be reached, or another process migrates for
 *   longer than two minutes
 */
export async function runMigrations(settings: Settings): Promise<string[]> {
  const dataSource = new DataSource(await createDataSourceOptions(settings, [], { slow: true }));
  const unlock = await lockMigrations(settings);
  try {
    await dataSource.initialize();
    const names = await (settings.mode === 'stack'
      ? migrateResumably(dataSource)
      : migrateAtomically(dataSource));
    for (const name of names) logger.log(`${name} done`);
    return names;
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await unlock();
  }
}

/** SQLite's schema changes are part of transactions: a migration happens or does not. */
async function migrateAtomically(dataSource: DataSource): Promise<string[]> {
  return (await dataSource.runMigrations({ transaction: 'each' })).map(({ name }) => name);
}

async function migrateResumably(dataSource: DataSource): Promise<string[]> {
  await useUnicode(dataSource);
  const runner = dataSource.createQueryRunner();
  try {
    const journal = new MigrationJournal(runner);
    await journal.open();
    for (const migration of dataSource.migrations) {
      const up = migration.up.bind(migration);
      migration.up = () => journal.follow(migration.name!, () => up(runner));
    }
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'none';
    const done = await executor.executePendingMigrations();
    await journal.clear();
    return done.map(({ name }) => name);
  } finally {
    await runner.release();
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
