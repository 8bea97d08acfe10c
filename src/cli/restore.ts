import { restoreCommand } from './restore-command.js';
import { runCommand } from './run-command.js';

await runCommand('restore', restoreCommand);
