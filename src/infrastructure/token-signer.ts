import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Settings } from '../config/settings.js';

/** What a token says. `iat` and `exp` are in seconds. */
export interface SignedClaims {
  readonly iat: number;
  readonly exp: number;
  readonly [claim: string]: unknown;
}

/** A token does not count, and why. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  /**
   * @param reason `expired`: it counted once. `malformed`: not signed by us. `unacceptable`:
   *   another algorithm, or without an end
   */
  constructor(readonly reason: 'expired' | 'malformed' | 'unacceptable') {
    super(`token ${reason}`);
  }
}

const ALGORITHM = 'HS256';

/**
 * Signs claims and verifies what comes back. A token of one purpose does not count for another:
 * each purpose has keys of its own, derived from the secret key. New tokens are signed with the
 * current key; former keys still verify.
 *
 * Signing is synchronous on purpose: the asynchronous kind waits for threads that hash passwords.
 *
 * DJANGO: django.core.signing.TimestampSigner
 */
export class TokenSigner {
  /**
   * The current key, then former ones. As objects, because jsonwebtoken first takes any text for a
   * public key, which is slow.
   */
  readonly keys: readonly KeyObject[];

  /**
   * @param purpose what the tokens are for; absent: the secret key itself signs, as
   *   djangorestframework-jwt does it
   */
  constructor(
    { secretKey, secretKeyFallbacks }: Pick<Settings, 'secretKey' | 'secretKeyFallbacks'>,
    purpose?: string,
  ) {
    this.keys = [secretKey, ...secretKeyFallbacks]
      .map((key) =>
        purpose === undefined
          ? Buffer.from(key)
          : createHmac('sha256', key).update(purpose).digest(),
      )
      .map((key) => createSecretKey(key));
  }

  /** @param lifetime seconds */
  sign(claims: Readonly<Record<string, unknown>>, lifetime: number): string {
    return jwt.sign({ ...claims }, this.keys[0]!, { algorithm: ALGORITHM, expiresIn: lifetime });
  }

  /** @throws TokenRefused */
  verify(token: string): SignedClaims {
    const algorithm = headerOf(token).alg;
    if (algorithm !== ALGORITHM) throw new TokenRefused('unacceptable');
    for (const key of this.keys) {
      const claims = claimsOf(token, key);
      if (!claims) continue;
      if (typeof claims.exp !== 'number') throw new TokenRefused('unacceptable');
      return claims as SignedClaims;
    }
    throw new TokenRefused('malformed');
  }
}

function headerOf(token: string): jwt.JwtHeader {
  try {
    const decoded = jwt.decode(token, { complete: true });
    if (decoded) return decoded.header;
  } catch {
    // Not even JSON inside.
  }
  throw new TokenRefused('malformed');
}

/** @returns undefined when another key signed it */
function claimsOf(token: string, key: KeyObject): jwt.JwtPayload | undefined {
  try {
    const claims = jwt.verify(token, key, { algorithms: [ALGORITHM] });
    if (typeof claims === 'object') return claims;
  } catch (error) {
    if (error instanceof jwt.TokenExpiredError) throw new TokenRefused('expired');
    if (!(error instanceof jwt.JsonWebTokenError)) throw error;
  }
  return undefined;
}
