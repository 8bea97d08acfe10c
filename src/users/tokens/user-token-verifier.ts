import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuthenticationFailed, TokenVerifier, type Credentials } from '../../rest/index.js';
import { User } from '../entities/index.js';
import { Tokens } from './tokens.js';

/**
 * Looks up whose token it is, so that a token ends at once when its owner is deactivated or gets
 * another password.
 */
@Injectable()
export class UserTokenVerifier extends TokenVerifier {
  constructor(
    private readonly dataSource: DataSource,
    private readonly tokens: Tokens,
  ) {
    super();
  }

  override async verify(token: string): Promise<Credentials> {
    const claims = this.tokens.verify(token);
    const user = await this.dataSource.manager.findOneBy(User, { id: claims.userId });
    if (!user) throw new AuthenticationFailed('Invalid signature.');
    if (!user.isActive) throw new AuthenticationFailed('User account is disabled.');
    if (user.tokenVersion !== claims.version) {
      throw new AuthenticationFailed('Signature has expired.');
    }
    return { user, auth: claims };
  }
}
