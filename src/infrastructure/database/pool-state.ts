import type { DataSource } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';

/** What of a pool is of use now. Of mysql2's own, which has no other way to ask. */
interface PoolParts {
  readonly _allConnections: { readonly length: number };
  readonly _freeConnections: { readonly length: number };
  readonly _connectionQueue: { readonly length: number };
}

/** Connections of a data source on a server, and callers that wait for one. */
export function poolState({ driver }: DataSource): Record<'busy' | 'idle' | 'waiting', number> {
  const { pool }: { pool: PoolParts } = driver as MysqlDriver;
  const { _allConnections: all, _freeConnections: free, _connectionQueue: queue } = pool;
  return { busy: all.length - free.length, idle: free.length, waiting: queue.length };
}
