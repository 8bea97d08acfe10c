import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import type { Settings } from '../../config/settings.js';
import { DatabaseError } from './database-error.js';
import { connectMysql, mysqlCredentials } from './mysql.js';
import { errorCode } from '../errors.js';

/** Milliseconds to wait for another process that is migrating the same database. */
const LOCK_PATIENCE = 120_000;
const TAKES_TOO_LONG = 'another process has been migrating the database for two minutes';

/** Seconds that a lease lasts unless it is renewed. */
const LEASE_SECONDS = 15;
const RENEWAL_PAUSE = 3_000;

/** Lets one process at a time migrate the database. @returns what ends it */
export async function lockMigrations(settings: Settings): Promise<() => Promise<void>> {
  return settings.databaseUrl ? lockMysql(settings) : lockFile(settings.dataDir);
}

/**
 * A lock of the server's, which it drops with the connection, and beside it a lease in a table:
 * the servers of a Galera cluster share tables, but not locks. Who has the lock of a server may
 * take over a lease that was given out there, because its holder is gone.
 */
async function lockMysql(settings: Settings): Promise<() => Promise<void>> {
  const connection = await connectMysql(settings);
  const deadline = Date.now() + LOCK_PATIENCE;
  try {
    await takeServerLock(connection, mysqlCredentials(settings.databaseUrl!).database);
    const holder = randomUUID();
    await createLease(connection);
    while (!(await takeLease(connection, holder))) {
      if (Date.now() > deadline) throw new DatabaseError(TAKES_TOO_LONG);
      await delay(200);
    }
    const renewal = setInterval(() => void renewLease(connection, holder), RENEWAL_PAUSE);
    return async () => {
      clearInterval(renewal);
      await connection
        .query('UPDATE migrations_lock SET expiresAt = 0 WHERE holder = ?', [holder])
        .finally(() => connection.destroy());
    };
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

async function takeServerLock(connection: Connection, database: string): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, ?) AS granted', [
    `migrations of ${database}`.slice(0, 64),
    LOCK_PATIENCE / 1000,
  ]);
  if (rows[0]?.granted !== 1) throw new DatabaseError(TAKES_TOO_LONG);
}

async function createLease(connection: Connection): Promise<void> {
  await connection.query(
    `CREATE TABLE IF NOT EXISTS migrations_lock (
      id int NOT NULL PRIMARY KEY,
      node varchar(300) NOT NULL,
      holder char(36) NOT NULL,
      expiresAt bigint NOT NULL
    ) CHARACTER SET utf8mb4`,
  );
  try {
    await connection.query("INSERT IGNORE INTO migrations_lock VALUES (1, '', '', 0)");
  } catch (error) {
    // Another server of the cluster was faster: the row is there.
    if (errorCode(error) !== 'ER_LOCK_DEADLOCK') throw error;
  }
}

async function takeLease(connection: Connection, holder: string): Promise<boolean> {
  try {
    const [{ affectedRows }] = await connection.query<ResultSetHeader>(
      `UPDATE migrations_lock
       SET node = CONCAT(@@hostname, ':', @@port), holder = ?,
           expiresAt = UNIX_TIMESTAMP() + ${LEASE_SECONDS}
       WHERE id = 1
         AND (node = CONCAT(@@hostname, ':', @@port) OR expiresAt < UNIX_TIMESTAMP())`,
      [holder],
    );
    return affectedRows === 1;
  } catch (error) {
    // Another server of the cluster was faster.
    if (errorCode(error) === 'ER_LOCK_DEADLOCK') return false;
    throw error;
  }
}

/** Whoever cannot renew it has lost the database, and with it the migration that is running. */
async function renewLease(connection: Connection, holder: string): Promise<void> {
  await connection
    .query(
      `UPDATE migrations_lock SET expiresAt = UNIX_TIMESTAMP() + ${LEASE_SECONDS} WHERE holder = ?`,
      [holder],
    )
    .catch(() => undefined);
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
    if (errorCode(error) === 'SQLITE_BUSY') return false;
    throw error;
  }
}
