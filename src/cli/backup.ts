import { backupCommand } from './backup-command.js';
import { runCommand } from './run-command.js';

await runCommand('backup', backupCommand);
