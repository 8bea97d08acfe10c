import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { JobType } from './job-type.js';

const stored = z.object({
  id: z.string(),
  type: z.object({ name: z.string(), attempts: z.number(), backoffSeconds: z.number() }),
  payload: z.unknown(),
  attempts: z.number(),
  failedAt: z.coerce.date(),
  reason: z.string(),
});

const SUFFIX = '.json';
/** Files that are kept. */
const LIMIT = 1_000;

/** A failed job as it is kept in a file. */
export interface StoredFailure extends z.output<typeof stored> {
  type: JobType<unknown>;
}

/** Failed jobs of the embedded mode: one file each, so that a command in another process sees them. */
export class FailedJobFiles {
  /** @param folder created when the first job is kept */
  constructor(private readonly folder: string) {}

  /** Keeps a job, never half of it. */
  async add(failure: StoredFailure): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = this.path(failure.id);
    await writeFile(`${path}.new`, JSON.stringify(failure), { mode: 0o600 });
    await rename(`${path}.new`, path);
    if ((await this.ids()).length > LIMIT) await this.removeOldest();
  }

  async get(id: string): Promise<StoredFailure | undefined> {
    const text = await readFile(this.path(id), 'utf8').catch(ignoreMissing);
    return text === undefined ? undefined : stored.parse(JSON.parse(text));
  }

  /** Takes a job out. */
  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }

  /** The latest first. */
  async list(): Promise<StoredFailure[]> {
    const failures = await Promise.all((await this.ids()).map((id) => this.get(id)));
    return failures
      .filter((failure) => failure !== undefined)
      .sort((a, b) => b.failedAt.getTime() - a.failedAt.getTime());
  }

  async count(): Promise<number> {
    return (await this.ids()).length;
  }

  private async ids(): Promise<string[]> {
    const names = (await readdir(this.folder).catch(ignoreMissing)) ?? [];
    return names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length));
  }

  private async removeOldest(): Promise<void> {
    const excess = (await this.list()).slice(LIMIT);
    await Promise.all(excess.map(({ id }) => this.remove(id)));
  }

  private path(id: string): string {
    return join(this.folder, id + SUFFIX);
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
