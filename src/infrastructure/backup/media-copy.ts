import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, stat, utimes } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { BackupFile } from './manifest.js';
import { describeFile } from './manifest.js';

/** Folder of the pictures in a backup. */
const MEDIA = 'media';

/** A backup before this one, whose files need not be copied once more. */
export interface Earlier {
  readonly folder: string;
  readonly files: ReadonlyMap<string, BackupFile>;
}

/**
 * Copies the pictures into a backup. Files never change under their name: one that an earlier backup
 * has with the same size and time is linked to it and takes no further room.
 */
export async function copyMediaTo(
  backup: string,
  mediaRoot: string,
  earlier: Earlier | undefined,
): Promise<BackupFile[]> {
  const copied: BackupFile[] = [];
  for (const name of await filesIn(mediaRoot)) {
    const source = join(mediaRoot, name);
    const path = `${MEDIA}/${name}`;
    const target = join(backup, path);
    await mkdir(dirname(target), { recursive: true });
    const known = earlier && (await linkedFrom(earlier, path, source, target));
    if (known) copied.push(known);
    // What has been deleted meanwhile is not missed.
    else if (await tryCopy(source, target)) copied.push(await describeFile(backup, path));
  }
  return copied;
}

/** Puts the pictures of a backup where the shop looks for them; what is there besides stays. */
export async function copyMediaFrom(
  backup: string,
  files: readonly BackupFile[],
  mediaRoot: string,
): Promise<number> {
  const pictures = files.filter(({ path }) => path.startsWith(`${MEDIA}/`));
  for (const { path } of pictures) {
    const target = join(mediaRoot, path.slice(MEDIA.length + 1));
    await mkdir(dirname(target), { recursive: true });
    await copyWithTime(join(backup, path), target);
  }
  return pictures.length;
}

async function linkedFrom(
  { folder, files }: Earlier,
  path: string,
  source: string,
  target: string,
): Promise<BackupFile | undefined> {
  const known = files.get(path);
  if (!known) return undefined;
  try {
    const [now, then] = await Promise.all([stat(source), stat(join(folder, path))]);
    if (now.size !== then.size || seconds(now.mtime) !== seconds(then.mtime)) return undefined;
    await link(join(folder, path), target);
    return known;
  } catch {
    // Gone, or on a disk that knows no links: it is copied.
    return undefined;
  }
}

async function tryCopy(source: string, target: string): Promise<boolean> {
  try {
    await copyWithTime(source, target);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function copyWithTime(source: string, target: string): Promise<void> {
  const { atime, mtime } = await stat(source);
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  await utimes(target, atime, mtime);
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** Every file below a folder, which need not be there. */
async function filesIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll(sep, '/'))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
