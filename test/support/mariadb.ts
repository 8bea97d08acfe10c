import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { freePort } from './free-port.js';
import { until } from './until.js';

/** Milliseconds until a server must serve. */
export const SERVER_PATIENCE = 60_000;

/** A database server of a test's own, on a port and in a folder of its own, without a password. */
export class MariaDbServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** With empty tables, not started yet. @param parent belongs to whoever removes it afterwards */
  static async install(parent: string, name: string): Promise<MariaDbServer> {
    const folder = join(parent, name);
    mkdirSync(folder);
    if (isRoot()) chownSync(folder, idOf('-u'), idOf('-g'));
    const options = ['--auth-root-authentication-method=normal', '--skip-test-db'];
    const datadir = `--datadir=${join(folder, 'data')}`;
    execFileSync('mariadb-install-db', ['--no-defaults', ...asUser(), datadir, ...options], {
      stdio: 'ignore',
    });
    return new MariaDbServer(folder, await freePort());
  }

  /** Starts it, or starts it again. @param isReady asks it whether it serves */
  async start(
    options: Readonly<Record<string, string | number>>,
    isReady: () => Promise<boolean> = async () => (await this.query('SELECT 1')).length > 0,
  ): Promise<void> {
    const { folder, port } = this;
    const all = {
      datadir: join(folder, 'data'),
      'bind-address': '127.0.0.1',
      port,
      socket: join(folder, 'socket'),
      'pid-file': join(folder, 'pid'),
      'log-error': join(folder, 'log'),
      'binlog-format': 'ROW',
      'innodb-flush-log-at-trx-commit': 0,
      'innodb-buffer-pool-size': '64M',
      ...options,
    };
    const args = Object.entries(all).map(([name, value]) => `--${name}=${value}`);
    this.process = spawn('mariadbd', ['--no-defaults', ...asUser(), ...args], { stdio: 'ignore' });
    await until(() => isReady().catch(() => false), SERVER_PATIENCE).catch((error: unknown) => {
      throw new Error(`no server: ${readFileSync(join(folder, 'log'), 'utf8').slice(-2000)}`, {
        cause: error,
      });
    });
  }

  /** kill -9, as when its machine is gone. */
  async kill(): Promise<void> {
    const { process } = this;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
  }

  /** Stops it in the middle of whatever it does, as a machine that hangs; or lets it go on. */
  freeze(isFrozen: boolean): void {
    this.process?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT');
  }

  /** @returns the rows of the last statement */
  async query(...statements: string[]): Promise<RowDataPacket[]> {
    const connection = await createConnection({ uri: this.url('') });
    try {
      let rows: RowDataPacket[] = [];
      for (const sql of statements) [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    } finally {
      connection.destroy();
    }
  }

  /** Address of one of its databases, as a setting has it. */
  url(database: string): string {
    return `mysql://root@127.0.0.1:${this.port}/${database}`;
  }
}

/** A folder that database servers may use, to be removed when they are gone. */
export function serversFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'shop-servers-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Root may not be a server, nor hand its files on. */
function asUser(): string[] {
  return isRoot() ? ['--user=mysql'] : [];
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'mysql'], { encoding: 'utf8' }));
}
