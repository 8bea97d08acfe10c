import { loadSettings } from '../config/settings.js';
import { outboxCommand } from './outbox-command.js';

try {
  process.exitCode = await outboxCommand(process.argv.slice(2), loadSettings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`outbox: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
