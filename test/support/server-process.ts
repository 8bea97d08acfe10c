import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { Settings } from '../../src/config/settings.js';
import { until } from './until.js';

/** The shop in a process of its own. */
export interface ServerProcess {
  /** `http://localhost:<port>` */
  readonly url: string;
  /** kill -9, and waits for the end. */
  kill(): Promise<void>;
  /** SIGTERM, and waits for the end. @returns the signal it died of, or its exit code */
  stop(): Promise<NodeJS.Signals | number | null>;
}

/**
 * Starts the shop on a free port, on the database of the settings; killed after the test.
 *
 * @param variables further environment variables
 */
export async function startServer(
  settings: Settings,
  variables: Record<string, string> = {},
): Promise<ServerProcess> {
  const child = spawn('node', ['test/support/run-source.mjs', 'src/main.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...environment(settings), ...variables },
  });
  onTestFinished(() => kill(child));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until(() => /API docs/.test(output) || child.exitCode !== null, 60_000);
  const url = /Shop API {2}(http:\S+)\//.exec(output)?.[1];
  if (!url) throw new Error(`the server did not start: ${output}`);
  return { url, kill: () => kill(child), stop: () => stop(child) };
}

function environment({ secretKey, dataDir, databaseUrl, redisUrl, redisPrefix }: Settings) {
  return {
    PATH: process.env.PATH,
    TEST_BUILD: process.env.TEST_BUILD,
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DEMO_DATA: 'off',
    DATA_DIR: dataDir,
    SECRET_KEY: secretKey,
    REDIS_PREFIX: redisPrefix,
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    ...(redisUrl && { REDIS_URL: redisUrl }),
  };
}

async function stop(child: ChildProcess): Promise<NodeJS.Signals | number | null> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
  return signal ?? code;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
