import { asError } from '../infrastructure/errors.js';
import { loadSettings } from '../settings.js';
import { restoreCommand } from './restore-command.js';

try {
  process.exitCode = await restoreCommand(process.argv.slice(2), loadSettings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`restore: ${asError(error).message}\n`);
  process.exitCode = 1;
}
