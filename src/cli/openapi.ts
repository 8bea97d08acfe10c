import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { openapiCommand } from './openapi-command.js';

Logger.overrideLogger(['warn', 'error']);
process.exitCode = await openapiCommand(process.argv.slice(2), {
  out: process.stdout,
  err: process.stderr,
});
