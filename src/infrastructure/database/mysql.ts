import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Settings } from '../../config/settings.js';
import { asError, errorCode } from '../errors.js';
import { DatabaseError } from './database-error.js';
import { addressOf, Servers } from './servers.js';

/** Milliseconds to be let in, and to be told what the server is. */
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

/** What a database server is. */
export interface ServerKind {
  readonly type: 'mysql' | 'mariadb';
  /** Whether it is one of several that take writes, by Galera. */
  readonly isClustered: boolean;
}

/** Splits `mysql://user:password@host:port/database` into what mysql2 and TypeORM take. */
export function mysqlCredentials(databaseUrl: string) {
  const url = new URL(databaseUrl);
  return {
    ...addressOf(databaseUrl),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
  };
}

/**
 * Opens one connection outside any pool, for start-up work. The caller ends it.
 *
 * @param settings with a `databaseUrl`
 * @throws the last server's refusal when none of them serves
 */
export async function connectMysql(settings: Settings): Promise<Connection> {
  const { createConnection } = await import('mysql2/promise');
  const { username: user, ...credentials } = mysqlCredentials(settings.databaseUrl!);
  const servers = Servers.of(settings);
  for (let left = servers.count; ; left -= 1) {
    const address = servers.current;
    try {
      const options = { ...credentials, ...address, user, connectTimeout: CONNECT_TIMEOUT };
      return await createConnection({ ...options, stream: servers.connect });
    } catch (error) {
      if (left === 1 || isFinal(error)) throw error;
    }
  }
}

/**
 * Waits until the server accepts connections and asks it what it is, because MySQL and MariaDB
 * describe nullable columns differently and TypeORM must know whom it talks to.
 *
 * @param patience milliseconds to wait for a server that is still starting
 * @throws {DatabaseError} when it stays away or refuses the credentials
 */
export async function mysqlServerKind(settings: Settings, patience: number): Promise<ServerKind> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await askKind(settings);
    } catch (error) {
      const reason = explain(error, settings.databaseUrl!);
      if (isFinal(error) || Date.now() + RETRY_PAUSE > deadline) {
        throw new DatabaseError(reason, { cause: error });
      }
      logger.warn(`${reason}; trying again`);
      await delay(RETRY_PAUSE);
    }
  }
}

async function askKind(settings: Settings): Promise<ServerKind> {
  const connection = await connectMysql(settings);
  try {
    const ask = async (sql: string) =>
      (await connection.query<RowDataPacket[]>({ sql, timeout: CONNECT_TIMEOUT }))[0];
    const rows = await ask('SELECT VERSION() AS version');
    // MySQL has no such variable, and MariaDB says OFF where it runs alone.
    const cluster = await ask("SHOW VARIABLES LIKE 'wsrep_on'");
    return {
      type: /mariadb/i.test(String(rows[0]?.version)) ? 'mariadb' : 'mysql',
      isClustered: cluster[0]?.Value === 'ON',
    };
  } finally {
    connection.destroy();
  }
}

function isFinal(error: unknown): boolean {
  return FINAL_REFUSALS.has(errorCode(error) ?? '');
}

function explain(error: unknown, databaseUrl: string): string {
  const { host, port } = addressOf(databaseUrl);
  const [reason] = (asError(error).message || errorCode(error) || 'no answer').split('\n');
  return `DATABASE_URL: ${host}:${port} cannot be used: ${reason}`;
}
