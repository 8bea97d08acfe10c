import { Injectable } from '@nestjs/common';
import {
  Authentication,
  AuthenticationFailed,
  JwtAuthentication,
  type Credentials,
  type RestRequest,
} from '../../rest/index.js';

/** Takes whoever sends a bad token for a stranger: pages without a sign-in send `JWT undefined`. */
@Injectable()
export class OptionalJwtAuthentication extends Authentication {
  constructor(private readonly jwt: JwtAuthentication) {
    super();
  }

  override async authenticate(request: RestRequest): Promise<Credentials | null> {
    try {
      return await this.jwt.authenticate(request);
    } catch (error) {
      if (error instanceof AuthenticationFailed) return null;
      throw error;
    }
  }
}
