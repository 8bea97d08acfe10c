import { migrations } from '../../../migrations/index.js';
import type { Settings } from '../../config/settings.js';
import { databaseCopy } from './database-copy.js';
import { BackupError, checkFiles, readManifest } from './manifest.js';
import { copyMediaFrom } from './media-copy.js';

/** What was restored. */
export interface Restored {
  readonly createdAt: string;
  readonly pictures: number;
}

/**
 * Puts a backup in its place, once it is known to be whole. No process of the shop may run meanwhile.
 *
 * @param replace whether what is in the database may go
 * @throws {BackupError} when it cannot be used; nothing has changed then
 */
export async function restoreBackup(
  settings: Settings,
  folder: string,
  replace: boolean,
): Promise<Restored> {
  const manifest = await readManifest(folder);
  if (manifest.mode !== settings.mode) {
    throw new BackupError(`the backup is of a shop in ${manifest.mode} mode, this one is not`);
  }
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = manifest.migrations.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new BackupError(
      `the backup was made by a newer version, which had ${unknown.join(', ')}`,
    );
  }
  await checkFiles(folder, manifest.files);
  const database = databaseCopy(settings);
  if (!replace && !(await database.isEmpty())) {
    throw new BackupError('the database is not empty; --replace puts the backup in its place');
  }
  if (await database.isInUse()) {
    throw new BackupError('a process of the shop has the database open: stop it first');
  }
  await database.load(folder);
  const pictures = await copyMediaFrom(folder, manifest.files, settings.mediaRoot);
  return { createdAt: manifest.createdAt, pictures };
}
