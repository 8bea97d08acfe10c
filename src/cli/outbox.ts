import { outboxCommand } from './outbox-command.js';
import { runCommand } from './run-command.js';

await runCommand('outbox', outboxCommand);
