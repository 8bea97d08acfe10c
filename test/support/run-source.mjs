/**
 * Runs a TypeScript file of the project in this process: `node run-source.mjs src/worker.ts [ARG]`.
 * For tests that need a process of their own, without a build.
 */
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [, , file, ...args] = process.argv;
process.argv = [process.argv[0], resolve(file), ...args];
await runnerImport(resolve(file), { configFile: false, logLevel: 'error' });
