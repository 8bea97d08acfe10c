import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../config/settings.js';
import { metricsSettings } from '../metrics/metrics.settings.js';
import { databaseCopy } from './database-copy.js';
import { BackupError, describeFile, MANIFEST, newManifest, readManifest } from './manifest.js';
import { copyMediaTo, type Earlier } from './media-copy.js';
import { DAY } from '../durations.js';

/** Finished backups, and what one that was interrupted has left. */
const FINISHED = /^shop-\d{8}T\d{9}Z$/;
const UNFINISHED = /^shop-\d{8}T\d{9}Z\.unfinished$/;
/** Milliseconds after which nobody is at it any more. */
const ABANDONED = DAY;

/** Told by the node exporter's textfile collector. */
const METRIC = 'shop_backup.prom';

/**
 * Makes a backup below a folder: the database as it was at one moment, then the pictures, which so
 * have all that its rows name. It has its name once it is whole.
 *
 * @param keep how many of the latest backups stay, this one included
 * @returns its folder
 */
export async function makeBackup(
  settings: Settings,
  folder: string,
  keep: number,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const earlier = await latest(folder);
  const now = new Date();
  const name = nameOf(now);
  const draft = join(folder, `${name}.unfinished`);
  await mkdir(draft, { mode: 0o700 });
  const database = databaseCopy(settings);
  // Before the copy: one that is migrated meanwhile has seen more than it says, never less.
  const migrations = await database.migrations();
  const files = [];
  for (const path of await database.save(draft)) files.push(await describeFile(draft, path));
  files.push(...(await copyMediaTo(draft, settings.mediaRoot, earlier)));
  const { release } = settings.of(metricsSettings);
  const about = { createdAt: now.toISOString(), mode: settings.mode, release, migrations, files };
  await writeFile(join(draft, MANIFEST), newManifest(about), { mode: 0o600 });
  await rename(draft, join(folder, name));
  await tell(folder, now);
  await forget(folder, keep);
  return join(folder, name);
}

/** The backup before this one; none where its list cannot be read: everything is copied then. */
async function latest(folder: string): Promise<Earlier | undefined> {
  const name = (await finished(folder)).at(-1);
  if (name === undefined) return undefined;
  try {
    const { files } = await readManifest(join(folder, name));
    return { folder: join(folder, name), files: new Map(files.map((file) => [file.path, file])) };
  } catch (error) {
    if (!(error instanceof BackupError)) throw error;
    return undefined;
  }
}

function nameOf(time: Date): string {
  return `shop-${time.toISOString().replaceAll(/[-:.]/g, '')}`;
}

/** Names of the whole backups, the oldest first. */
async function finished(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => FINISHED.test(name)).sort();
}

/** Removes the oldest, and what was never finished. */
async function forget(folder: string, keep: number): Promise<void> {
  const abandoned = nameOf(new Date(Date.now() - ABANDONED));
  const unfinished = (await readdir(folder)).filter(
    (name) => UNFINISHED.test(name) && name < abandoned,
  );
  const old = (await finished(folder)).slice(0, -keep);
  for (const name of [...unfinished, ...old]) await rm(join(folder, name), { recursive: true });
}

async function tell(folder: string, time: Date): Promise<void> {
  const text = [
    '# HELP shop_backup_timestamp_seconds When the last backup was made.',
    '# TYPE shop_backup_timestamp_seconds gauge',
    `shop_backup_timestamp_seconds ${Math.floor(time.getTime() / 1000)}`,
  ].join('\n');
  await writeFile(join(folder, `${METRIC}.new`), `${text}\n`);
  await rename(join(folder, `${METRIC}.new`), join(folder, METRIC));
}
