import type { KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { JwtPayload } from 'jsonwebtoken';
import { DataSource } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { userSettings } from '../users.settings.js';
import { AuthenticationFailed, JwtBackend, type Credentials } from '../../rest/index.js';
import { selectStatement } from '../../infrastructure/database/statements.js';
import { User } from '../entities/index.js';
import { Tokens } from './tokens.js';

const userOf = selectStatement(User, { where: ['id'] });

/**
 * Looks up whose token it is, so that a token ends at once when its owner is deactivated or gets
 * another password.
 *
 * DRF: rest_framework_jwt.authentication.BaseJSONWebTokenAuthentication.authenticate_credentials
 */
@Injectable()
export class UserJwtBackend extends JwtBackend {
  override readonly schemes: readonly string[];
  override readonly keys: readonly KeyObject[];

  constructor(
    settings: Settings,
    tokens: Tokens,
    private readonly dataSource: DataSource,
  ) {
    super();
    this.schemes = settings.of(userSettings).jwtSchemes;
    this.keys = tokens.keys;
  }

  override async credentials(payload: JwtPayload): Promise<Credentials> {
    const { user_id: id, username, version = 0 } = payload as Record<string, unknown>;
    const isComplete = typeof username === 'string' && username !== '';
    if (!isComplete || !Number.isInteger(id) || !Number.isInteger(version)) {
      throw new AuthenticationFailed('Invalid payload.');
    }
    const [user] = await userOf(this.dataSource.manager, { id: id as number });
    if (!user) throw new AuthenticationFailed('Invalid signature.');
    if (!user.isActive) throw new AuthenticationFailed('User account is disabled.');
    const isKept = user.keptTokenId !== null && user.keptTokenId === payload.jti;
    if (user.tokenVersion !== version && !isKept)
      throw new AuthenticationFailed('Signature has expired.');
    return { user, auth: payload };
  }
}
