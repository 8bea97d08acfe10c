import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** Name of the list of what a backup holds. */
export const MANIFEST = 'manifest.json';

/** Of a newer version nobody here knows what it says. */
const VERSION = 1;

const file = z.object({
  /** Below the backup's folder. */
  path: z.string().refine((path) => !isAbsolute(path) && !path.split(/[\\/]/).includes('..'), {
    error: 'it names a file that is not its own',
  }),
  bytes: z.number(),
  sha256: z.string(),
});

const manifest = z.object({
  version: z.literal(VERSION, { error: 'it was made by another version of the shop' }),
  createdAt: z.iso.datetime(),
  mode: z.enum(['embedded', 'stack']),
  release: z.string(),
  /** Migrations that the database has seen. */
  migrations: z.array(z.string()),
  files: z.array(file),
});

/** A file of a backup. */
export type BackupFile = z.output<typeof file>;

/** What a backup holds, and what it was made of. */
export type Manifest = z.output<typeof manifest>;

/** A backup cannot be made or used; the message says why. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

export function newManifest(about: Omit<Manifest, 'version'>): string {
  return `${JSON.stringify({ version: VERSION, ...about }, undefined, 1)}\n`;
}

/** @throws {BackupError} when the folder holds no finished backup */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return manifest.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? error.issues[0]!.message : String(error);
    throw new BackupError(`${folder} is no backup: ${reason}`);
  }
}

/** A file as a manifest lists it. */
export async function describeFile(folder: string, path: string): Promise<BackupFile> {
  const { size } = await stat(join(folder, path));
  return { path, bytes: size, sha256: await sumOf(join(folder, path)) };
}

/** @throws {BackupError} when files are missing or are not what they were */
export async function checkFiles(folder: string, files: readonly BackupFile[]): Promise<void> {
  for (const { path, sha256 } of files) {
    const found = await sumOf(join(folder, path)).catch(() => 'nothing');
    if (found !== sha256) throw new BackupError(`${join(folder, path)} is damaged or missing`);
  }
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
