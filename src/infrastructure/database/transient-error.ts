import { QueryFailedError } from 'typeorm';

const TRANSIENT_CODES = new Set([
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_BUSY_RECOVERY',
]);

/** Whether the database gave up only because of others at work, so that trying again helps. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code }: Error & { code?: string } = error.driverError;
  return code !== undefined && TRANSIENT_CODES.has(code);
}
