import { execFile } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { testSettings } from '../../support/settings.js';

/** Starts the shop, which fails. @returns what it says of that */
async function failure(variables: Record<string, string>): Promise<string> {
  const start = promisify(execFile)('node', ['test/support/run-source.mjs', 'src/main.ts'], {
    env: {
      PATH: process.env.PATH,
      TEST_BUILD: process.env.TEST_BUILD,
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DEMO_DATA: 'off',
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: testSettings().dataDir,
      ...variables,
    },
  });
  const error = await start.then(
    () => undefined,
    (failed: Error & { readonly code: number; readonly stderr: string }) => failed,
  );
  expect(error?.code).toBe(1);
  // Of the version of Node it warns before.
  return error!.stderr.replace(/^Node .*\n/, '');
}

it('a start on a port that is taken says so in one line', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await failure({ PORT: String(port) })).toBe(
    `listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
  );
}, 60_000);

it('a start with a folder that cannot be one says so in one line', async () => {
  const DATA_DIR = join(import.meta.dirname, 'start-failure.embedded.e2e-spec.ts', 'data');
  expect(await failure({ DATA_DIR })).toMatch(/^ENOTDIR: not a directory, .*\n$/);
}, 60_000);
