import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type ConnectionOptions, createConnection, type RowDataPacket } from 'mysql2/promise';
import { asError, errorCode } from '../errors.js';
import { DatabaseError } from './database-error.js';

const CONNECT_TIMEOUT = 5_000;
const RETRY_PAUSE = 1_000;

/** Refusals that waiting does not cure. */
const FINAL_REFUSALS = new Set([
  'ER_ACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_NO_PASSWORD_ERROR',
  'ER_DBACCESS_DENIED_ERROR',
  'ER_BAD_DB_ERROR',
  'ER_NOT_SUPPORTED_AUTH_MODE',
]);

const logger = new Logger('Database');

/** Splits `mysql://user:password@host:port/database` into what mysql2 and TypeORM take. */
export function mysqlCredentials(databaseUrl: string) {
  const url = new URL(databaseUrl);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port || 3306),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}

/** Opens one connection outside any pool, for start-up work. The caller ends it. */
export async function connectMysql(databaseUrl: string) {
  const { username, ...credentials } = mysqlCredentials(databaseUrl);
  const options: ConnectionOptions = {
    ...credentials,
    user: username,
    connectTimeout: CONNECT_TIMEOUT,
  };
  return createConnection(options);
}

/**
 * Waits until the server accepts connections and asks it what it is, because MySQL and MariaDB
 * describe nullable columns differently and TypeORM must know whom it talks to.
 *
 * @param patience milliseconds to wait for a server that is still starting
 * @throws {DatabaseError} when it stays away or refuses the credentials
 */
export async function mysqlServerType(
  databaseUrl: string,
  patience: number,
): Promise<'mysql' | 'mariadb'> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await askVersion(databaseUrl);
    } catch (error) {
      const reason = explain(error, databaseUrl);
      if (FINAL_REFUSALS.has(errorCode(error) ?? '') || Date.now() + RETRY_PAUSE > deadline) {
        throw new DatabaseError(reason, { cause: error });
      }
      logger.warn(`${reason}; trying again`);
      await delay(RETRY_PAUSE);
    }
  }
}

async function askVersion(databaseUrl: string): Promise<'mysql' | 'mariadb'> {
  const connection = await connectMysql(databaseUrl);
  try {
    const [rows] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
    return /mariadb/i.test(String(rows[0]?.version)) ? 'mariadb' : 'mysql';
  } finally {
    connection.destroy();
  }
}

function explain(error: unknown, databaseUrl: string): string {
  const { host, port } = mysqlCredentials(databaseUrl);
  const [reason] = (asError(error).message || errorCode(error) || 'no answer').split('\n');
  return `DATABASE_URL: ${host}:${port} cannot be used: ${reason}`;
}
