import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Settings } from '../../config/settings.js';
import { errorCode } from '../errors.js';
import { sqliteFile } from '../database/data-source.js';
import type { DatabaseCopy } from './database-copy.js';
import { BackupError } from './manifest.js';

const DATABASE = 'shop.sqlite3';
/** What the embedded shop signs with: without it everybody is signed out. */
const KEY = 'secret.key';
/** Read and written by the owner only. */
const PRIVATE = 0o600;

/** The file of the embedded shop. */
export class SqliteCopy implements DatabaseCopy {
  constructor(private readonly settings: Settings) {}

  async save(folder: string): Promise<string[]> {
    const database = this.open();
    try {
      // One reading transaction. SQLite's backup API begins anew with every write of others.
      database.prepare('VACUUM INTO ?').run(join(folder, DATABASE));
    } finally {
      database.close();
    }
    await chmod(join(folder, DATABASE), PRIVATE);
    const key = join(this.settings.dataDir, KEY);
    if (!existsSync(key)) return [DATABASE];
    await copyFile(key, join(folder, KEY));
    return [DATABASE, KEY];
  }

  async migrations(): Promise<string[]> {
    const database = this.open();
    try {
      const rows = database.prepare<[], { name: string }>(
        'SELECT name FROM migrations ORDER BY id',
      );
      return rows.all().map(({ name }) => name);
    } finally {
      database.close();
    }
  }

  async isEmpty(): Promise<boolean> {
    if (!existsSync(sqliteFile(this.settings))) return true;
    const database = this.open();
    try {
      return database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
    } finally {
      database.close();
    }
  }

  /** Nobody else may have the file open for its journal to change. */
  async isInUse(): Promise<boolean> {
    if (!existsSync(sqliteFile(this.settings))) return false;
    const database = new Sqlite(sqliteFile(this.settings), { timeout: 0 });
    try {
      database.pragma('journal_mode = DELETE');
      return false;
    } catch (error) {
      if (errorCode(error) === 'SQLITE_BUSY') return true;
      throw error;
    } finally {
      database.close();
    }
  }

  /** The file gets its name in one step, so that nobody opens half of it. */
  async load(folder: string): Promise<void> {
    const { dataDir } = this.settings;
    const file = sqliteFile(this.settings);
    await mkdir(dataDir, { recursive: true });
    await copyFile(join(folder, DATABASE), `${file}.new`);
    await chmod(`${file}.new`, PRIVATE);
    for (const journal of ['-wal', '-shm']) await rm(file + journal, { force: true });
    await rename(`${file}.new`, file);
    if (!existsSync(join(folder, KEY))) return;
    await copyFile(join(folder, KEY), join(dataDir, KEY));
    await chmod(join(dataDir, KEY), PRIVATE);
  }

  private open(): Sqlite.Database {
    const file = sqliteFile(this.settings);
    if (!existsSync(file)) throw new BackupError(`there is no database at ${file}`);
    return new Sqlite(file, { readonly: true });
  }
}
