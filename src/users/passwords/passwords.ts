import { availableParallelism } from 'node:os';
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { djangoArgon2, matchesDjangoPbkdf2 } from './django-hash.js';

/** Cost of argon2id as OWASP advises: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * How many passwords are worked on at once. Hashing keeps a core busy each; one core and some of
 * libuv's four threads stay free for everybody else's requests.
 */
export const HASHES_AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));

/**
 * Hashes passwords with argon2id and verifies them, also against hashes exported from Django.
 * The work is done by other threads, a few at a time.
 *
 * DJANGO: django.contrib.auth.hashers
 */
@Injectable()
export class Passwords {
  private readonly turn = pLimit(HASHES_AT_ONCE);
  private dummy: Promise<string> | undefined;

  hash(password: string): Promise<string> {
    return this.turn(() => hash(password, COST));
  }

  /**
   * Whether the password is the one behind the hash.
   *
   * @param encoded undefined when there is no such user: takes as long and is false
   */
  async verify(password: string, encoded: string | undefined): Promise<boolean> {
    if (encoded === undefined) {
      this.dummy ??= this.hash(randomBytes(16).toString('base64'));
      const nobodys = await this.dummy;
      await this.turn(() => verify(nobodys, password));
      return false;
    }
    return this.turn(() => matches(password, encoded));
  }

  /** Whether the hash should be made anew now that the password is known. */
  isOutdated(encoded: string): boolean {
    const { memoryCost, timeCost, parallelism } = COST;
    return !encoded.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`);
  }
}

async function matches(password: string, encoded: string): Promise<boolean> {
  if (encoded.startsWith('pbkdf2_sha256$')) return matchesDjangoPbkdf2(password, encoded);
  const argon2 = encoded.startsWith('$argon2') ? encoded : djangoArgon2(encoded);
  // Anything else is no password at all, such as the mark of an unusable one.
  return argon2 !== undefined && verify(argon2, password).catch(() => false);
}
