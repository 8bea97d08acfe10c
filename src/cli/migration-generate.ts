import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { migrationGenerateCommand } from './migration-generate-command.js';

Logger.overrideLogger(['warn', 'error']);
process.exitCode = await migrationGenerateCommand(process.argv.slice(2), 'migrations', {
  out: process.stdout,
  err: process.stderr,
});
