import 'reflect-metadata';
import { environment, loadSettings } from '../settings.js';
import { jobsCommand } from './jobs-command.js';
import { asError } from '../infrastructure/errors.js';

try {
  // The command looks after the jobs; it is not one more worker.
  const settings = () => loadSettings({ ...environment(), WORKERS: '0' });
  process.exitCode = await jobsCommand(process.argv.slice(2), settings, {
    out: process.stdout,
    err: process.stderr,
  });
} catch (error) {
  process.stderr.write(`jobs: ${asError(error).message}\n`);
  process.exitCode = 1;
}
