import { Logger } from '@nestjs/common';
import { DataSource, MigrationExecutor, QueryFailedError, type QueryRunner } from 'typeorm';
import type { Settings } from '../../config/settings.js';
import { createDataSourceOptions } from './data-source.js';
import { DatabaseError } from './database-error.js';
import { isMadeAlready, MigrationJournal } from './migration-journal.js';
import { lockMigrations } from './migration-lock.js';

const logger = new Logger('Migrations');

/**
 * Brings the schema up to date. Processes that start together wait for each other, so that each
 * migration runs once; one that was interrupted goes on where it was.
 *
 * @returns names of the migrations that ran
 * @throws {DatabaseError} when the database cannot be reached, another process migrates for longer
 *   than two minutes, or the tables are not those that the migrations so far have made
 */
export function runMigrations(settings: Settings): Promise<string[]> {
  return alone(settings, async (dataSource) => {
    explainMisfits(dataSource);
    const names = await (settings.mode === 'stack'
      ? migrateResumably(dataSource)
      : migrateAtomically(dataSource));
    for (const name of names) logger.log(`${name} done`);
    return names;
  });
}

/**
 * Undoes the last migration, its data included.
 *
 * @returns its name; undefined when there is none
 * @throws {DatabaseError} as {@link runMigrations}
 */
export function undoMigration(settings: Settings): Promise<string | undefined> {
  return alone(settings, async (dataSource) => {
    const [last] = (await statesIn(dataSource)).filter(({ isDone }) => isDone).toReversed();
    if (last) await dataSource.undoLastMigration({ transaction: 'each' });
    return last?.name;
  });
}

/** A migration of this version of the shop. */
export interface MigrationState {
  readonly name: string;
  readonly isDone: boolean;
}

/** All migrations, oldest first. @throws {DatabaseError} when the database cannot be reached */
export function migrationStates(settings: Settings): Promise<MigrationState[]> {
  return alone(settings, statesIn);
}

/**
 * Makes sure that nothing is left to migrate, for a start that does not migrate itself.
 *
 * @throws {DatabaseError} that names what is missing
 */
export async function requireMigrated(settings: Settings): Promise<void> {
  const pending = (await migrationStates(settings)).filter(({ isDone }) => !isDone);
  if (pending.length === 0) return;
  const names = pending.map(({ name }) => name).join(', ');
  throw new DatabaseError(
    `MIGRATE_ON_START is 0 and migrations are pending (${names}): npm run migrate -- up`,
  );
}

async function statesIn(dataSource: DataSource): Promise<MigrationState[]> {
  const executor = new MigrationExecutor(dataSource);
  const pending = new Set((await executor.getPendingMigrations()).map(({ name }) => name));
  return dataSource.migrations.map(({ name, constructor }) => {
    const called = name ?? constructor.name;
    return { name: called, isDone: !pending.has(called) };
  });
}

/** Works on the schema while no other process does. */
async function alone<T>(
  settings: Settings,
  work: (dataSource: DataSource) => Promise<T>,
): Promise<T> {
  const dataSource = new DataSource(await createDataSourceOptions(settings, [], { slow: true }));
  const unlock = await lockMigrations(settings);
  try {
    await dataSource.initialize();
    return await work(dataSource);
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await unlock();
  }
}

/** Says in words that the database is not what a migration takes it for. */
function explainMisfits(dataSource: DataSource): void {
  for (const migration of dataSource.migrations) {
    const up = migration.up.bind(migration);
    migration.up = async (runner: QueryRunner) => {
      try {
        await up(runner);
      } catch (error) {
        if (!isMisfit(error)) throw error;
        throw new DatabaseError(
          `The database is not as migration ${migration.name} expects it (${error.message}). An ` +
            'older version may have been interrupted while it migrated, or the tables are those of ' +
            'something else: restore a backup or name an empty database, and start again.',
          { cause: error },
        );
      }
    };
  }
}

/** What SQLite says where MySQL's error numbers tell. */
const SQLITE_MISFIT = /already exists|duplicate column name|no such (?:table|column|index)/;

function isMisfit(error: unknown): error is QueryFailedError {
  if (isMadeAlready(error)) return true;
  if (!(error instanceof QueryFailedError)) return false;
  const { code, message }: Error & { code?: string } = error.driverError;
  return code === 'SQLITE_ERROR' && SQLITE_MISFIT.test(message);
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
