import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { RowDataPacket } from 'mysql2/promise';
import { asError, errorCode } from '../errors.js';
import type { Settings } from '../../config/settings.js';
import { connectMysql, mysqlCredentials } from '../database/mysql.js';
import type { DatabaseCopy } from './database-copy.js';
import { BackupError } from './manifest.js';

const DUMP = 'database.sql.gz';

/** One moment of InnoDB, without locks, in bytes that survive every character set. */
const DUMP_OPTIONS = [
  '--single-transaction',
  '--quick',
  '--hex-blob',
  '--no-tablespaces',
  '--skip-dump-date',
  '--default-character-set=utf8mb4',
];
/** What only MySQL's own tool knows: nothing of the server that made the dump belongs into it. */
const MYSQL_OPTIONS = ['--set-gtid-purged=OFF', '--column-statistics=0'];

/** Says who migrates just now; means nothing elsewhere. */
const LEASE = 'migrations_lock';

/** How often, and after how many milliseconds, one looks for others who use the database. */
const LOOKS = 10;
const LOOK_PAUSE = 200;

/** The tables of a server, by the tools that come with its client: MariaDB's or MySQL's. */
export class MysqlCopy implements DatabaseCopy {
  private readonly database: string;

  constructor(private readonly settings: Settings) {
    this.database = mysqlCredentials(settings.databaseUrl!).database;
  }

  async save(folder: string): Promise<string[]> {
    const tool = await firstOf(['mariadb-dump', 'mysqldump']);
    const options = [...DUMP_OPTIONS, ...(tool.isMariadb ? [] : MYSQL_OPTIONS)];
    options.push(`--ignore-table=${this.database}.${LEASE}`, this.database);
    await this.run(tool.name, options, (dump) =>
      pipeline(dump.stdout!, createGzip(), createWriteStream(join(folder, DUMP), { mode: 0o600 })),
    );
    return [DUMP];
  }

  async migrations(): Promise<string[]> {
    const rows = await this.ask('SELECT name FROM migrations ORDER BY id');
    return rows.map(({ name }) => String(name));
  }

  async isEmpty(): Promise<boolean> {
    const rows = await this.ask('SHOW TABLES');
    return rows.length === 0;
  }

  /** Connections that were closed just now are still on the server's list for a moment. */
  async isInUse(): Promise<boolean> {
    for (let look = 1; ; look += 1) {
      const [row] = await this.ask(
        `SELECT COUNT(*) AS others FROM information_schema.processlist
         WHERE db = DATABASE() AND id <> CONNECTION_ID()`,
      );
      if (Number(row?.others) === 0) return false;
      if (look === LOOKS) return true;
      await delay(LOOK_PAUSE);
    }
  }

  async load(folder: string): Promise<void> {
    const tool = await firstOf(['mariadb', 'mysql']);
    await this.dropTables();
    const options = ['--default-character-set=utf8mb4', this.database];
    await this.run(tool.name, options, (client) =>
      pipeline(createReadStream(join(folder, DUMP)), createGunzip(), client.stdin!),
    );
  }

  /** Tables that the dump does not have would stay, and be taken for its own. */
  private async dropTables(): Promise<void> {
    const connection = await connectMysql(this.settings);
    try {
      await connection.query('SET FOREIGN_KEY_CHECKS = 0');
      const [tables] = await connection.query<RowDataPacket[]>('SHOW TABLES');
      for (const table of tables) await connection.query('DROP TABLE ??', Object.values(table));
    } finally {
      connection.destroy();
    }
  }

  private async ask(sql: string): Promise<RowDataPacket[]> {
    const connection = await connectMysql(this.settings);
    try {
      const [rows] = await connection.query<RowDataPacket[]>(sql);
      return rows;
    } finally {
      connection.destroy();
    }
  }

  /** Runs a tool to its end; who it signs in as stands in a file, as everybody sees arguments. */
  private async run(
    tool: string,
    options: readonly string[],
    work: (child: ChildProcess) => Promise<void>,
  ): Promise<void> {
    const secrets = await mkdtemp(join(tmpdir(), 'shop-database-'));
    try {
      const login = join(secrets, 'login.cnf');
      await writeFile(login, loginFile(this.settings.databaseUrl!), { mode: 0o600 });
      const child = spawn(tool, [`--defaults-file=${login}`, ...options]);
      let complaint = '';
      child.stderr.on('data', (chunk: Buffer) => (complaint = (complaint + chunk).slice(-2000)));
      const ended = once(child, 'close');
      // A tool may end well before its last bytes are where they belong.
      let failure: Error | undefined;
      const working = work(child).catch((error: unknown) => {
        failure = asError(error);
        child.kill();
      });
      await Promise.all([working, ended]);
      if (child.exitCode === 0 && !failure) return;
      throw new BackupError(`${tool}: ${complaint.trim() || (failure?.message ?? 'it broke off')}`);
    } finally {
      await rm(secrets, { recursive: true, force: true });
    }
  }
}

function loginFile(databaseUrl: string): string {
  const { host, port, username, password } = mysqlCredentials(databaseUrl);
  const lines = { host, port, user: username, password, protocol: 'tcp' };
  const quoted = Object.entries(lines).map(([name, value]) => `${name}=${quote(String(value))}`);
  return `[client]\n${quoted.join('\n')}\n`;
}

/** As option files have it. */
function quote(value: string): string {
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** @throws {BackupError} when none of the tools is there */
async function firstOf(names: readonly string[]): Promise<{ name: string; isMariadb: boolean }> {
  for (const name of names) {
    const version = await versionOf(name);
    if (version !== undefined) return { name, isMariadb: /mariadb/i.test(version) };
  }
  throw new BackupError(`none of ${names.join(', ')} is installed: apt-get install mariadb-client`);
}

async function versionOf(name: string): Promise<string | undefined> {
  const child = spawn(name, ['--version']);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk));
  try {
    await once(child, 'close');
    return text;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
