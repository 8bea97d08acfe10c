import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
const PBKDF2 = /^pbkdf2_sha256\$([1-9]\d{0,7})\$([^$]+)\$([A-Za-z0-9+/]+={0,2})$/;
const DIGEST = 'sha256';
const DIGEST_BYTES = 32;

/** The argon2 hash inside `argon2$argon2id$v=19$...`, as Django writes it; else undefined. */
export function djangoArgon2(encoded: string): string | undefined {
  return encoded.startsWith('argon2$argon2') ? encoded.slice('argon2'.length) : undefined;
}

/** DJANGO: django.contrib.auth.hashers.PBKDF2PasswordHasher */
export async function matchesDjangoPbkdf2(password: string, encoded: string): Promise<boolean> {
  const [, iterations, salt, hash] = PBKDF2.exec(encoded) ?? [];
  if (iterations === undefined || salt === undefined || hash === undefined) return false;
  const expected = Buffer.from(hash, 'base64');
  const derived = await derive(password, salt, Number(iterations), DIGEST_BYTES, DIGEST);
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}
