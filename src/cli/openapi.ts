import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { openapiCommand } from './openapi-command.js';
import { runCommand } from './run-command.js';

Logger.overrideLogger(['warn', 'error']);
await runCommand('openapi', (args, _settings, output) => openapiCommand(args, output));
