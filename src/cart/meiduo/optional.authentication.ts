import { Injectable } from '@nestjs/common';
import {
  Authentication,
  AuthenticationFailed,
  JwtAuthentication,
  PermissionDenied,
  SessionAuthentication,
  type Credentials,
  type RestRequest,
  type SecurityScheme,
} from '../../rest/index.js';

/**
 * Takes whoever sends bad credentials for a stranger: pages without a sign-in send `JWT undefined`,
 * and a browser sends the cookie of a session for pages that know no form token of it.
 */
@Injectable()
export class OptionalAuthentication extends Authentication {
  override readonly header = 'Authorization, Cookie';

  constructor(
    private readonly jwt: JwtAuthentication,
    private readonly session: SessionAuthentication,
  ) {
    super();
  }

  override get schemes(): readonly SecurityScheme[] {
    return [...this.jwt.schemes, ...this.session.schemes];
  }

  override async authenticate(request: RestRequest): Promise<Credentials | null> {
    try {
      return (await this.jwt.authenticate(request)) ?? (await this.session.authenticate(request));
    } catch (error) {
      if (error instanceof AuthenticationFailed || error instanceof PermissionDenied) return null;
      throw error;
    }
  }
}
