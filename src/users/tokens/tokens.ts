import { Injectable } from '@nestjs/common';
import { randomUUID, type KeyObject } from 'node:crypto';
import { Settings } from '../../config/settings.js';
import { userSettings } from '../users.settings.js';
import { TokenSigner } from '../../infrastructure/token-signer.js';
import type { RestRequest } from '../../rest/index.js';
import type { User } from '../entities/index.js';

/**
 * Issues the tokens that stand for a sign-in.
 *
 * DRF: rest_framework_jwt.utils.jwt_payload_handler, jwt_encode_handler
 */
@Injectable()
export class Tokens {
  private readonly signer: TokenSigner;
  private readonly lifetime: number;

  constructor(settings: Settings) {
    this.signer = new TokenSigner(settings);
    this.lifetime = settings.of(userSettings).jwtLifetime;
  }

  /** The keys that tokens are signed with: the current one, then former ones. */
  get keys(): readonly KeyObject[] {
    return this.signer.keys;
  }

  /** A token in the answer to this request, which nothing on the way may keep. */
  issueTo({ reply }: RestRequest, user: User): string {
    reply.header('Cache-Control', 'no-store');
    return this.issue(user);
  }

  /** A token that counts for the lifetime of the settings. */
  issue({ id, username, email, tokenVersion }: User): string {
    const claims = { user_id: id, username, email, version: tokenVersion, jti: randomUUID() };
    return this.signer.sign(claims, this.lifetime);
  }
}
