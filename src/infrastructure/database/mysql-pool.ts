import { Logger } from '@nestjs/common';
import { createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { OutageLog } from '../logging/outage-log.js';
import { DatabaseUnavailable, isConnectionLost } from './database-error.js';

/** Milliseconds after which an idle connection is asked whether its server is still there. */
const KEEP_ALIVE_DELAY = 5_000;

/** Of the time for a statement, what the server itself may take: its refusal keeps the connection. */
const SERVERS_SHARE = 0.9;

/** Milliseconds; undefined: without end. */
export interface PoolPatience {
  /** Who is asked: each has its own way to end a statement that takes too long. */
  readonly server: 'mysql' | 'mariadb';
  /** Until a statement is given up, and its connection with it. */
  readonly statement?: number;
  /** Until a caller that waits for a connection is sent away. */
  readonly connection?: number;
}

type Callback = (error: Error | null, ...results: unknown[]) => void;

const logger = new Logger('Database');

/**
 * mysql2 as TypeORM's driver, whose callers never wait without end: a server that does not answer
 * costs a statement its connection, which is then in doubt, and others find a fresh one. All
 * connections speak UTC, refuse values that do not fit, read committed data only and wait for
 * locked rows half as long as for an answer: set once per connection, so that transactions need no
 * extra round trip.
 */
export function mysqlDriver({ server, statement, connection }: PoolPatience) {
  return {
    createPool(options: PoolOptions): Pool {
      const pool = createPool({
        ...options,
        enableKeepAlive: true,
        keepAliveInitialDelay: KEEP_ALIVE_DELAY,
      });
      const outage = new OutageLog(logger, 'requests that need it get 503', 'The database');
      pool.on('connection', (opened: PoolConnection) => {
        boundStatements(opened, statement, outage);
        for (const setting of sessionSettings(server, statement)) {
          opened.query(setting, (error) => {
            if (!error) return;
            outage.failed(error);
            opened.destroy();
          });
        }
      });
      boundWaiting(pool, connection, outage);
      return pool;
    },
  };
}

function sessionSettings(server: PoolPatience['server'], statement: number | undefined): string[] {
  const variables = [
    "time_zone = '+00:00'",
    "sql_mode = CONCAT_WS(',', @@sql_mode, 'STRICT_TRANS_TABLES')",
    ...(statement ? [`innodb_lock_wait_timeout = ${Math.ceil(statement / 2_000)}`] : []),
    ...(statement ? [statementTimeout(server, statement * SERVERS_SHARE)] : []),
  ];
  return [
    `SET SESSION ${variables.join(', ')}`,
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  ];
}

/** The server would go on with what nobody waits for any more. @param time milliseconds */
function statementTimeout(server: PoolPatience['server'], time: number): string {
  return server === 'mariadb'
    ? `max_statement_time = ${time / 1000}`
    : `max_execution_time = ${Math.ceil(time)}`;
}

/** mysql2's own timeout starts only when the statements before it have been answered. */
function boundStatements(
  connection: PoolConnection,
  patience: number | undefined,
  outage: OutageLog,
): void {
  const query = connection.query.bind(connection) as (...args: unknown[]) => unknown;
  const bounded = (...args: unknown[]): unknown => {
    const callback = args.at(-1);
    if (typeof callback !== 'function') return query(...args);
    const settle = once(callback as Callback, (error) => {
      if (!error) outage.recovered();
      else if (isConnectionLost(error)) outage.failed(error);
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
  Object.assign(connection, { query: bounded });
}

function boundWaiting(pool: Pool, patience: number | undefined, outage: OutageLog): void {
  const getConnection = pool.getConnection.bind(pool);
  const bounded = (callback: (error: Error | null, connection?: PoolConnection) => void): void => {
    let isGone = false;
    const giveUp = (): void => {
      isGone = true;
      const error = new DatabaseUnavailable('no connection to the database is free');
      outage.failed(error);
      callback(error);
    };
    const timer = patience && setTimeout(giveUp, patience);
    getConnection((error, connection) => {
      if (isGone) {
        connection?.release();
        return;
      }
      if (timer) clearTimeout(timer);
      if (!error) {
        callback(null, connection);
        return;
      }
      outage.failed(error);
      callback(new DatabaseUnavailable(error.message, { cause: error }));
    });
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
