/**
 * Runs a TypeScript file of the project in this process: `node run-source.mjs src/worker.ts [ARG]`.
 * For tests that need a process of their own: without a build, or from the one that TEST_BUILD=1
 * says is there and up to date, which starts several times as fast.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , file, ...args] = process.argv;
process.argv = [process.argv[0], resolve(file), ...args];
if (process.env.TEST_BUILD === '1') {
  await import(pathToFileURL(resolve('dist', file.replace(/\.ts$/, '.js'))).href);
} else {
  const { runnerImport } = await import('vite');
  await runnerImport(resolve(file), { configFile: false, logLevel: 'error' });
}
