import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { migrationGenerateCommand } from './migration-generate-command.js';
import { runCommand } from './run-command.js';

Logger.overrideLogger(['warn', 'error']);
await runCommand('migration:generate', (args, _settings, output) =>
  migrationGenerateCommand(args, 'migrations', output),
);
