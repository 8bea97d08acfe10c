import 'reflect-metadata';
import { jobsCommand } from './jobs-command.js';
import { runCommand } from './run-command.js';

await runCommand('jobs', jobsCommand);
