import 'reflect-metadata';
import { asError } from '../infrastructure/errors.js';
import { loadSettings } from '../settings.js';
import { pagesMeiduoCommand } from './pages-meiduo-command.js';

try {
  process.exitCode = await pagesMeiduoCommand(process.argv.slice(2), loadSettings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`pages:meiduo: ${asError(error).message}\n`);
  process.exitCode = 1;
}
