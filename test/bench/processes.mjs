import { execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startFlags } from '../support/start-flags.mjs';

const BUILD = join(import.meta.dirname, '../../dist/src');
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * @typedef {object} Server a process that answers HTTP
 * @property {string} origin `http://127.0.0.1:<port>`
 * @property {number} startMs from the start of the process to its first answer, in milliseconds
 * @property {() => Promise<number>} memory resident memory in bytes
 * @property {() => Promise<void>} stop asks it to end and waits until it has
 */

/**
 * Starts the built shop on a free port. It inherits no variable but PATH, and runs in `folder`, so
 * that no `.env` of a developer changes what is measured.
 *
 * @param {string} folder
 * @param {Record<string, string>} env
 * @returns {Promise<Server>}
 */
export async function startShop(folder, env) {
  const port = await freePort();
  const startedAt = performance.now();
  const child = track(
    spawn(process.execPath, [...startFlags('start'), join(BUILD, 'main.js')], {
      cwd: folder,
      env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  return whenReady(child, port, '/healthz', startedAt);
}

/**
 * Starts an anchor of this folder, which ends by itself when this process does.
 *
 * @param {string} file
 * @param {Record<string, string>} env
 * @param {string} probe a path that it answers with 200
 * @returns {Promise<Server>}
 */
export async function startAnchor(file, env, probe) {
  const port = await freePort();
  const startedAt = performance.now();
  const child = track(
    fork(join(import.meta.dirname, file), {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...env },
    }),
  );
  return whenReady(child, port, probe, startedAt);
}

/** Starts a module of this folder that is spoken to by messages. */
export function startWorker(file) {
  return track(fork(join(import.meta.dirname, file)));
}

/**
 * Runs one of the shop's own commands to its end.
 *
 * @param {string} folder its working directory
 * @param {string} name a module of `src/cli`
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<string>} what it printed
 * @throws {Error} when it fails
 */
export async function runCommand(folder, name, args, env = {}) {
  const child = track(
    spawn(process.execPath, [join(BUILD, 'cli', `${name}.js`), ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${name} ended with code ${code}`);
  return output;
}

function track(child) {
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

async function whenReady(child, port, probe, startedAt) {
  const origin = `http://127.0.0.1:${port}`;
  while (!(await answers(origin + probe))) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`a server ended before it answered: ${child.spawnargs.join(' ')}`);
    }
    if (performance.now() - startedAt > START_TIMEOUT_MS)
      throw new Error('a server never answered');
    await delay(5);
  }
  return {
    origin,
    startMs: performance.now() - startedAt,
    memory: () => residentMemory(child.pid),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await once(child, 'exit');
      clearTimeout(force);
    },
  };
}

async function answers(url) {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function residentMemory(pid) {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1024;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
