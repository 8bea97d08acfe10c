import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import type { OutageLog } from '../logging/outage-log.js';
import { DatabaseUnavailable, isConnectionLost, isServerUnready } from './database-error.js';
import type { ServerKind } from './mysql.js';
import type { Servers } from './servers.js';

/** Of the time for a statement, what the server itself may take: its refusal keeps the connection. */
const SERVERS_SHARE = 0.9;

/** Milliseconds; undefined: without end. */
export interface PoolPatience {
  /** Until a statement is given up, and its connection with it. */
  readonly statement?: number;
  /** Until a caller that waits for a connection is sent away. */
  readonly connection?: number;
}

/** What of a connection is of use. Of mysql2's own, which has no other way to ask. */
interface ConnectionParts {
  readonly stream: object;
}

type Callback = (error: Error | null, ...results: unknown[]) => void;

/**
 * mysql2 as TypeORM's driver, whose callers never wait without end: a server that does not answer
 * costs a statement its connection, which is then in doubt, and others find a fresh one. All
 * connections speak UTC, refuse values that do not fit, read committed data only and wait for
 * locked rows half as long as for an answer: set once per connection, so that transactions need no
 * extra round trip. Where one server of a cluster does not serve, the next one is asked.
 *
 * @param outage hears when none of the servers serves, and when one does again
 */
export function mysqlDriver(
  kind: ServerKind,
  servers: Servers,
  { statement, connection }: PoolPatience,
  outage?: OutageLog,
) {
  return {
    createPool(options: PoolOptions): Pool {
      const pool = createPool({ ...options, stream: servers.connect });
      pool.on('connection', (opened: PoolConnection) => {
        boundStatements(opened, statement, servers, outage);
        for (const setting of sessionSettings(kind, statement)) {
          opened.query(setting, (error) => {
            if (!error) return;
            outage?.failed(error);
            opened.destroy();
          });
        }
      });
      boundWaiting(pool, connection, servers, outage);
      return pool;
    },
  };
}

function sessionSettings(
  { type, isClustered }: ServerKind,
  statement: number | undefined,
): string[] {
  const variables = [
    "time_zone = '+00:00'",
    "sql_mode = CONCAT_WS(',', @@sql_mode, 'STRICT_TRANS_TABLES')",
    ...(statement ? [`innodb_lock_wait_timeout = ${Math.ceil(statement / 2_000)}`] : []),
    ...(statement ? [statementTimeout(type, statement * SERVERS_SHARE)] : []),
    // Whoever has written by another server of the cluster is to read it here.
    ...(isClustered ? ['wsrep_sync_wait = 1'] : []),
  ];
  return [
    `SET SESSION ${variables.join(', ')}`,
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  ];
}

/** The server would go on with what nobody waits for any more. @param time milliseconds */
function statementTimeout(server: ServerKind['type'], time: number): string {
  return server === 'mariadb'
    ? `max_statement_time = ${time / 1000}`
    : `max_execution_time = ${Math.ceil(time)}`;
}

/** mysql2's own timeout starts only when the statements before it have been answered. */
function boundStatements(
  connection: PoolConnection,
  patience: number | undefined,
  servers: Servers,
  outage: OutageLog | undefined,
): void {
  const query = connection.query.bind(connection) as (...args: unknown[]) => unknown;
  const bounded = (...args: unknown[]): unknown => {
    const callback = args.at(-1);
    if (typeof callback !== 'function') return query(...args);
    const settle = once(callback as Callback, (error) => {
      if (!error) outage?.recovered();
      else if (isConnectionLost(error)) outage?.failed(error);
      else if (isServerUnready(error)) {
        servers.refused((connection as PoolConnection & ConnectionParts).stream);
        connection.destroy();
      }
    });
    const timer = patience && setTimeout(giveUp, patience);
    function giveUp(): void {
      connection.destroy();
      settle(new DatabaseUnavailable('the database does not answer'));
    }
    const settled: Callback = (...results) => {
      if (timer) clearTimeout(timer);
      settle(...results);
    };
    return query(...args.slice(0, -1), settled);
  };
  // TypeORM asks for promises. mysql2's own write down where they were made, for each statement
  // anew; TypeORM's errors tell that as well.
  const promised = {
    query: (sql: string, parameters: unknown[]) =>
      new Promise((resolve, reject) => {
        bounded(sql, parameters, (error: Error | null, ...results: unknown[]) => {
          if (error) reject(error);
          else resolve(results);
        });
      }),
  };
  Object.assign(connection, { query: bounded, promise: () => promised });
}

function boundWaiting(
  pool: Pool,
  patience: number | undefined,
  servers: Servers,
  outage: OutageLog | undefined,
): void {
  const getConnection = pool.getConnection.bind(pool);
  const bounded = (callback: (error: Error | null, connection?: PoolConnection) => void): void => {
    let isGone = false;
    const giveUp = (): void => {
      isGone = true;
      const error = new DatabaseUnavailable('no connection to the database is free');
      outage?.failed(error);
      callback(error);
    };
    const timer = patience && setTimeout(giveUp, patience);
    let left = servers.count;
    const ask = (): void => getConnection(settle);
    const settle = (error: Error | null, connection?: PoolConnection): void => {
      left -= 1;
      if (isGone) {
        connection?.release();
        return;
      }
      if (error && left > 0) {
        ask();
        return;
      }
      if (timer) clearTimeout(timer);
      if (!error) {
        callback(null, connection);
        return;
      }
      outage?.failed(error);
      callback(new DatabaseUnavailable(error.message, { cause: error }));
    };
    ask();
  };
  Object.assign(pool, { getConnection: bounded });
}

/** Calls back the first time only. @param watch sees the outcome before */
function once(callback: Callback, watch: (error: Error | null) => void): Callback {
  let isDone = false;
  return (error, ...results) => {
    if (isDone) return;
    isDone = true;
    watch(error);
    callback(error, ...results);
  };
}
