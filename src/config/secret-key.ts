import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Shortest key, in characters. */
export const SECRET_KEY_LENGTH = 32;

/** Keys that were printed in this project once: anybody could sign with them. */
const PUBLIC_KEYS: ReadonlySet<string> = new Set([
  'development-only-secret-key-never-use-it-in-production',
]);

/** Whether the key is one that everybody knows. */
export function isPublicKey(key: string): boolean {
  return PUBLIC_KEYS.has(key.trim());
}

/**
 * The embedded shop's own key: made on the first start and kept beside its database, readable for
 * the owner only. Processes that start together use the same.
 *
 * @param folder of the database
 * @throws Error when the file can neither be read nor made, or holds no key
 */
export function ownSecretKey(folder: string): string {
  const file = join(folder, 'secret.key');
  return readKey(file) ?? makeKey(folder, file);
}

function readKey(file: string): string | undefined {
  let key: string;
  try {
    key = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  if (key.length < SECRET_KEY_LENGTH || isPublicKey(key)) {
    throw new Error(`SECRET_KEY: ${file} holds no key of at least ${SECRET_KEY_LENGTH} characters`);
  }
  return key;
}

/** The finished file gets its name in one step, so that nobody reads half a key. */
function makeKey(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(draft, file);
  } catch (error) {
    // Another process was faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readKey(file)!;
}
