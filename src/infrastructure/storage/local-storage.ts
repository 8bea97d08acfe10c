import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { newPath, Storage, type StoredFile } from './storage.js';

/** Keeps the files in a folder of this machine. */
export class LocalStorage extends Storage {
  private readonly root: string;

  constructor(folder: string) {
    super();
    this.root = resolve(folder);
  }

  override async save(bytes: Buffer, folder: string, extension: string): Promise<string> {
    const path = newPath(folder, extension);
    const file = this.locate(path);
    await mkdir(dirname(file), { recursive: true });
    try {
      await writeFile(file, bytes, { flag: 'wx' });
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
    return path;
  }

  override async delete(path: string): Promise<void> {
    await rm(this.locate(path), { force: true });
  }

  override async *list(folder: string): AsyncIterable<StoredFile> {
    const options = { recursive: true, withFileTypes: true } as const;
    const entries = await readdir(this.locate(folder), options).catch(unlessAbsent);
    for (const entry of entries ?? []) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const found = await stat(file).catch(unlessAbsent);
      const path = relative(this.root, file).replaceAll(sep, '/');
      if (found) yield { path, savedAt: found.mtime };
    }
  }

  private locate(path: string): string {
    const file = join(this.root, path);
    if (!file.startsWith(this.root + sep)) throw new RangeError(`${path} is outside of the media`);
    return file;
  }
}

/** What is not there (any more) is no error. */
function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
