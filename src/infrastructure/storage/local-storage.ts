import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Storage } from './storage.js';

/** Keeps the files in a folder of this machine. */
export class LocalStorage extends Storage {
  private readonly root: string;

  constructor(folder: string) {
    super();
    this.root = resolve(folder);
  }

  override async save(bytes: Buffer, folder: string, extension: string): Promise<string> {
    const [year, month] = new Date().toISOString().split('-');
    const path = `${folder}/${year}/${month}/${randomUUID()}.${extension}`;
    const file = this.locate(path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes, { flag: 'wx' });
    return path;
  }

  override async delete(path: string): Promise<void> {
    await rm(this.locate(path), { force: true });
  }

  private locate(path: string): string {
    const file = join(this.root, path);
    if (!file.startsWith(this.root + sep)) throw new RangeError(`${path} is outside of the media`);
    return file;
  }
}
