import { QueryFailedError } from 'typeorm';
import { errorCode } from '../errors.js';

/** The database cannot be used; the message is one line that says why. */
export class DatabaseError extends Error {
  override readonly name: string = 'DatabaseError';
}

/** The database cannot be used now, but may be later: it is away, busy or full. */
export class DatabaseUnavailable extends DatabaseError {
  override readonly name = 'DatabaseUnavailable';
}

/** The connection is gone, or nobody knows what has become of it. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  return (error as { fatal?: boolean } | undefined)?.fatal === true;
}

/** Whether a server of a cluster says that it has lost the others, and takes no statement. */
export function isServerUnready(error: unknown): boolean {
  return errorCode(error) === 'ER_UNKNOWN_COM_ERROR';
}

/** What a server or a file says that is full or read-only. */
const STORAGE = new Set([
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_READ_ONLY_MODE',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
  'ER_ERROR_ON_WRITE',
  'SQLITE_FULL',
  'SQLITE_CANTOPEN',
]);

/** What a server or a file says that is too busy, or about to stop. */
const PASSING = new Set([
  'ER_CON_COUNT_ERROR',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
  'ER_OUT_OF_RESOURCES',
  'ER_UNKNOWN_COM_ERROR',
]);

/** What MariaDB and MySQL say of a statement that took too long; the driver names only one of them. */
const TIMEOUTS: ReadonlySet<number | undefined> = new Set([1969, 3024]);

/** Whether the server or the file is there, but takes no data. */
export function isStorageFailing(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code = '' }: Error & { code?: string } = error.driverError;
  return STORAGE.has(code) || code.startsWith('SQLITE_IOERR');
}

/** Whether the statement failed through no fault of its own, and may succeed some time later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  if (!(error instanceof QueryFailedError)) return false;
  const cause: Error & { code?: string; errno?: number } = error.driverError;
  if (isConnectionLost(cause) || isStorageFailing(error) || TIMEOUTS.has(cause.errno)) return true;
  const { code = '' } = cause;
  return PASSING.has(code) || code.startsWith('SQLITE_BUSY');
}
