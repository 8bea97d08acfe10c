import 'reflect-metadata';
import { loadSettings } from '../settings.js';
import { asError } from '../infrastructure/errors.js';
import { hallsImportCommand } from './halls-import-command.js';

try {
  process.exitCode = await hallsImportCommand(process.argv.slice(2), loadSettings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`halls:import: ${asError(error).message}\n`);
  process.exitCode = 1;
}
