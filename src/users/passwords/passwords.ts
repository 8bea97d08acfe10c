import { availableParallelism } from 'node:os';
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { APIException } from '../../rest/index.js';
import { MESSAGES } from '../users.messages.js';
import { djangoArgon2, matchesDjangoPbkdf2 } from './django-hash.js';

/** Cost of argon2id as OWASP advises: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * How many passwords are worked on at once. Hashing keeps a core busy each; one core and some of
 * libuv's four threads stay free for everybody else's requests.
 */
export const HASHES_AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));

/** Passwords that may wait for their turn, some ten seconds' work. */
export const MAX_WAITING = 400;
const BUSY_SECONDS = 10;

/** 503: so many passwords wait to be hashed that another one would wait too long. */
export class PasswordsBusy extends APIException {
  readonly status = 503;
  readonly code = 'service_unavailable';
  override readonly headers = { 'Retry-After': String(BUSY_SECONDS) };

  constructor() {
    super(MESSAGES.busy);
  }
}

/**
 * Hashes passwords with argon2id and verifies them, also against hashes exported from Django.
 * The work is done by other threads, a few at a time; what would wait too long is refused.
 *
 * DJANGO: django.contrib.auth.hashers
 */
@Injectable()
export class Passwords {
  private readonly limit = pLimit(HASHES_AT_ONCE);
  private dummy: Promise<string> | undefined;

  async hash(password: string): Promise<string> {
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

  private turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.limit.pendingCount >= MAX_WAITING) throw new PasswordsBusy();
    return this.limit(work);
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
