import 'reflect-metadata';
import { loadSettings } from '../settings.js';
import { importCommand } from './import-command.js';
import { asError } from '../infrastructure/errors.js';

try {
  process.exitCode = await importCommand(process.argv.slice(2), loadSettings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`catalogue:import: ${asError(error).message}\n`);
  process.exitCode = 1;
}
