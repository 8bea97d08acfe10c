import { Injectable } from '@nestjs/common';
import { AuthenticationFailed } from '../exceptions.js';
import type { RestRequest } from '../request.js';
import { Authentication, type Credentials } from './authentication.js';

/** Schemes of the `Authorization` header that carry a token, in lower case. */
const SCHEMES: ReadonlySet<string> = new Set(['jwt', 'bearer']);

/** Tells whose token it is; a project provides its own. */
export abstract class TokenVerifier {
  /** @throws AuthenticationFailed when the token is forged, too old or nobody's */
  abstract verify(token: string): Promise<Credentials>;
}

/**
 * `Authorization: JWT <token>`, or `Bearer <token>`.
 *
 * DRF: rest_framework_jwt.authentication.JSONWebTokenAuthentication
 */
@Injectable()
export class JwtAuthentication extends Authentication {
  constructor(private readonly verifier: TokenVerifier) {
    super();
  }

  override async authenticate(request: RestRequest): Promise<Credentials | null> {
    const [scheme = '', token, ...rest] = (request.raw.headers.authorization ?? '')
      .trim()
      .split(/\s+/);
    if (!SCHEMES.has(scheme.toLowerCase())) return null;
    if (token === undefined) {
      throw new AuthenticationFailed('Invalid Authorization header. No credentials provided.');
    }
    if (rest.length > 0) {
      throw new AuthenticationFailed(
        'Invalid Authorization header. Credentials string should not contain spaces.',
      );
    }
    return this.verifier.verify(token);
  }

  override authenticateHeader(): string {
    return 'JWT realm="api"';
  }
}
