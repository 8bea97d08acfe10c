import type { Settings } from '../../config/settings.js';
import { MysqlCopy } from './mysql-copy.js';
import { SqliteCopy } from './sqlite-copy.js';

/** Copies the database of one kind of server. */
export interface DatabaseCopy {
  /**
   * Writes the state of one moment into a folder, while others go on reading and writing.
   *
   * @returns paths below the folder
   */
  save(folder: string): Promise<string[]>;

  /** Migrations that the database has seen. */
  migrations(): Promise<string[]>;

  /** Whether there is nothing that a restore would overwrite. */
  isEmpty(): Promise<boolean>;

  /** Whether a process of the shop has it open. */
  isInUse(): Promise<boolean>;

  /** Puts the state in the folder in the place of whatever is there. */
  load(folder: string): Promise<void>;
}

export function databaseCopy(settings: Settings): DatabaseCopy {
  return settings.databaseUrl ? new MysqlCopy(settings) : new SqliteCopy(settings);
}
