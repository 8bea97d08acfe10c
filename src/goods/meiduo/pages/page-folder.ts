import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';

/** What has become of the files. */
export interface FolderChange {
  written: number;
  unchanged: number;
  removed: number;
}

/** A folder that a web server serves while it is written to: nobody ever gets half a file. */
export class PageFolder {
  readonly change: FolderChange = { written: 0, unchanged: 0, removed: 0 };

  constructor(private readonly root: string) {}

  /**
   * Writes a file unless it is there as it is to be, so that browsers keep what has not changed.
   *
   * @param path below the folder
   */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.root, path);
    const bytes = Buffer.from(content);
    if ((await existing(file))?.equals(bytes)) {
      this.change.unchanged += 1;
      return;
    }
    await mkdir(dirname(file), { recursive: true });
    const draft = join(dirname(file), `.${randomUUID()}.tmp`);
    try {
      await writeFile(draft, bytes);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    this.change.written += 1;
  }

  /** Removes the files of a folder below that are called so, unless they are to stay. */
  async prune(path: string, name: RegExp, kept: ReadonlySet<string>): Promise<void> {
    for (const file of await readdir(join(this.root, path)).catch(noneIfMissing)) {
      if (!name.test(file) || kept.has(file)) continue;
      await rm(join(this.root, path, file), { force: true });
      this.change.removed += 1;
    }
  }
}

function existing(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

function noneIfMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
