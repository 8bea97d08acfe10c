import 'reflect-metadata';
import { pagesMeiduoCommand } from './pages-meiduo-command.js';
import { runCommand } from './run-command.js';

await runCommand('pages:meiduo', pagesMeiduoCommand);
