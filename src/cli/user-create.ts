import 'reflect-metadata';
import { loadSettings } from '../settings.js';
import { askPassword } from './ask-password.js';
import { userCreateCommand } from './user-create-command.js';
import { asError } from '../infrastructure/errors.js';

try {
  process.exitCode = await userCreateCommand(process.argv.slice(2), {
    settings: loadSettings,
    password: () => askPassword('USER_PASSWORD'),
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`user:create: ${asError(error).message}\n`);
  process.exitCode = 1;
}
