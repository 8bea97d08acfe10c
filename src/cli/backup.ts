import { asError } from '../infrastructure/errors.js';
import { loadSettings } from '../settings.js';
import { backupCommand } from './backup-command.js';

try {
  process.exitCode = await backupCommand(process.argv.slice(2), loadSettings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`backup: ${asError(error).message}\n`);
  process.exitCode = 1;
}
