import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { migrateCommand } from './migrate-command.js';
import { runCommand } from './run-command.js';

Logger.overrideLogger(['warn', 'error']);
await runCommand('migrate', migrateCommand);
