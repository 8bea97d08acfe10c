import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from './free-port.js';
import { until } from './until.js';

type Environment = Readonly<Record<string, string>>;

/** Runs a command to its end; what it has printed is told where it fails. */
export function run(cwd: string, command: string, args: readonly string[], env: Environment = {}) {
  try {
    execFileSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: 'utf8' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Iterable<readonly [string, string]>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A project of its own folder, running as a process of its own. */
export class ServedProject {
  url = '';
  private server: ChildProcess | undefined;

  constructor(
    private readonly folder: string,
    private readonly main: string,
  ) {}

  async start(env: Environment = {}): Promise<void> {
    const port = await freePort();
    this.url = `http://127.0.0.1:${port}`;
    this.server = spawn(process.execPath, [this.main], {
      cwd: this.folder,
      env: { ...process.env, PORT: String(port), ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let ended = false;
    this.server.on('exit', () => (ended = true));
    await until(async () => {
      if (ended) throw new Error(`${this.main} has ended`);
      return fetch(this.url).then(
        ({ ok }) => ok,
        () => false,
      );
    }, 60_000);
  }

  stop(): void {
    this.server?.kill('SIGKILL');
  }
}

/** Calls a project with JSON, as whoever the credentials name. */
export function caller(project: ServedProject, scheme: string) {
  return async (method: string, path: string, credentials?: string, body?: object) => {
    const headers: Record<string, string> = { 'Content-Type': 'application/json' };
    if (credentials) headers.Authorization = `${scheme} ${credentials}`;
    const response = await fetch(project.url + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    const text = await response.text();
    const json: any = text === '' ? undefined : JSON.parse(text);
    return { status: response.status, headers: response.headers, json };
  };
}
