import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { TokenRefused, TokenSigner } from '../../infrastructure/signing/token-signer.js';
import { AuthenticationFailed } from '../../rest/index.js';
import type { User } from '../entities/index.js';

/** What a token says about its owner. */
export interface TokenClaims {
  readonly userId: number;
  /** The owner's `tokenVersion` when the token was issued. */
  readonly version: number;
}

/**
 * The tokens that stand for a sign-in.
 *
 * DRF: rest_framework_jwt.utils.jwt_payload_handler, jwt_encode_handler, jwt_decode_handler
 */
@Injectable()
export class Tokens {
  private readonly signer: TokenSigner;
  private readonly lifetime: number;

  constructor(settings: Settings) {
    this.signer = new TokenSigner(settings);
    this.lifetime = settings.jwtLifetime;
  }

  /** A token that counts for the lifetime of the settings. */
  issue({ id, username, email, tokenVersion }: User): string {
    const claims = { user_id: id, username, email, version: tokenVersion };
    return this.signer.sign(claims, this.lifetime);
  }

  /** @throws AuthenticationFailed with the reason in djangorestframework-jwt's words */
  verify(token: string): TokenClaims {
    const claims = this.claims(token);
    const { user_id: userId, username, version = 0 } = claims;
    const isComplete = typeof username === 'string' && username !== '';
    if (!isComplete || !Number.isInteger(userId) || !Number.isInteger(version)) {
      throw new AuthenticationFailed('Invalid payload.');
    }
    return { userId: userId as number, version: version as number };
  }

  private claims(token: string) {
    try {
      return this.signer.verify(token);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error;
      switch (error.reason) {
        case 'expired':
          throw new AuthenticationFailed('Signature has expired.');
        case 'malformed':
          throw new AuthenticationFailed('Error decoding signature.');
        default:
          throw new AuthenticationFailed();
      }
    }
  }
}
