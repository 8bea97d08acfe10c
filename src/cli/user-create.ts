import 'reflect-metadata';
import { askPassword } from './ask-password.js';
import { runCommand } from './run-command.js';
import { userCreateCommand } from './user-create-command.js';

await runCommand('user:create', (args, settings, output) =>
  userCreateCommand(args, { settings, password: () => askPassword('USER_PASSWORD'), ...output }),
);
