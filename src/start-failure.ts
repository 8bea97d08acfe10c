import { DatabaseError } from './infrastructure/database/database-error.js';
import { SettingsError } from './config/settings.js';
import { asError } from './infrastructure/errors.js';

/** What the system refuses: a port that is taken, a folder that may not be written. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/**
 * Ends a process that could not start. Of what its operator can mend it tells one line, of anything
 * else where it came from.
 */
export function failToStart(thrown: unknown): never {
  const { message, stack = message } = asError(thrown);
  const isExpected =
    thrown instanceof SettingsError || thrown instanceof DatabaseError || isSystemError(thrown);
  process.stderr.write(`${isExpected ? message : stack}\n`);
  process.exit(1);
}
