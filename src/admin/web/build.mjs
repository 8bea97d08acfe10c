/**
 * Builds the back office's pages into `dist/admin`, unless they are there and neither their sources
 * nor any package has changed since.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCE = import.meta.dirname;
const ROOT = join(SOURCE, '../../..');
/** Says from what the pages were built. */
const STAMP = join(ROOT, 'dist/admin/.built-from');

function fingerprint() {
  const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  const lock = join(ROOT, 'package-lock.json');
  const hash = createHash('sha256');
  for (const file of existsSync(lock) ? [...files, lock] : files) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const now = fingerprint();
if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== now) {
  // Whoever builds them, such as tests, whose own environment would put the slow React in.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await build({ configFile: join(SOURCE, 'vite.config.ts'), logLevel: 'error' });
  writeFileSync(STAMP, now);
}
