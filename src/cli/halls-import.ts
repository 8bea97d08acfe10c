import 'reflect-metadata';
import { hallsImportCommand } from './halls-import-command.js';
import { runCommand } from './run-command.js';

await runCommand('halls:import', hallsImportCommand);
