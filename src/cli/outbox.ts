import { loadSettings } from '../settings.js';
import { outboxCommand } from './outbox-command.js';
import { asError } from '../infrastructure/errors.js';

try {
  process.exitCode = await outboxCommand(process.argv.slice(2), loadSettings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`outbox: ${asError(error).message}\n`);
  process.exitCode = 1;
}
