import 'reflect-metadata';
import { userGroupCommand } from './user-group-command.js';
import { runCommand } from './run-command.js';

await runCommand('user:group', userGroupCommand);
