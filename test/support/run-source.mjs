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
  const { createRunnableDevEnvironment, resolveConfig } = await import('vite');
  const config = await resolveConfig(
    {
      configFile: false,
      logLevel: 'error',
      environments: {
        source: {
          consumer: 'server',
          dev: { moduleRunnerTransform: true },
          resolve: { external: true, mainFields: [], conditions: ['node'] },
        },
      },
    },
    'serve',
  );
  // Not Vite's runnerImport, which ends with the first module: the shop imports some when it needs them.
  const source = createRunnableDevEnvironment('source', config, { hot: false });
  await source.init();
  await source.runner.import(resolve(file));
}
