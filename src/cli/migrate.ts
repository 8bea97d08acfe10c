import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { asError } from '../infrastructure/errors.js';
import { loadSettings } from '../settings.js';
import { migrateCommand } from './migrate-command.js';

Logger.overrideLogger(['warn', 'error']);
try {
  process.exitCode = await migrateCommand(process.argv.slice(2), loadSettings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`migrate: ${asError(error).message}\n`);
  process.exitCode = 1;
}
