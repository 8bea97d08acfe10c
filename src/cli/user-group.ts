import 'reflect-metadata';
import { asError } from '../infrastructure/errors.js';
import { loadSettings } from '../settings.js';
import { userGroupCommand } from './user-group-command.js';

try {
  process.exitCode = await userGroupCommand(process.argv.slice(2), {
    settings: loadSettings,
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`user:group: ${asError(error).message}\n`);
  process.exitCode = 1;
}
