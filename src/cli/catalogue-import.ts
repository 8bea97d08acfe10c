import 'reflect-metadata';
import { importCommand } from './import-command.js';
import { runCommand } from './run-command.js';

await runCommand('catalogue:import', importCommand);
