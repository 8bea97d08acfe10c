import { QueryFailedError } from 'typeorm';
import { isConnectionLost, isServerUnready } from './database-error.js';

const TRANSIENT_CODES = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  // MariaDB: another transaction was faster, perhaps on another server of a cluster.
  'ER_CHECKREAD',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_BUSY_RECOVERY',
]);

/**
 * Whether the database gave up only because of others at work, or its server went away before the
 * commit was asked for: the transaction has left no trace, and trying again may help.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { driverError, query } = error;
  const { code }: Error & { code?: string } = driverError;
  if (code !== undefined && TRANSIENT_CODES.has(code)) return true;
  // Of a commit that was not answered nobody knows what has become.
  return query !== 'COMMIT' && (isConnectionLost(driverError) || isServerUnready(driverError));
}
