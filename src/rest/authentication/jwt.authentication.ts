import { Injectable } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import { AuthenticationFailed } from '../exceptions.js';
import type { SecurityScheme } from './authentication.js';
import { JwtBackend, JwtStrategy } from './jwt.strategy.js';
import { PassportAuthentication } from './passport.authentication.js';

/**
 * `Authorization: JWT <token>`, or another of the backend's schemes.
 *
 * DRF: rest_framework_jwt.authentication.JSONWebTokenAuthentication
 */
@Injectable()
export class JwtAuthentication extends PassportAuthentication {
  constructor(
    strategy: JwtStrategy,
    private readonly backend: JwtBackend,
  ) {
    super(strategy);
  }

  override get schemes(): readonly SecurityScheme[] {
    return [
      {
        name: 'jwt',
        definition: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: this.backend.schemes.map((scheme) => `\`${scheme} <token>\``).join(' / '),
        },
      },
    ];
  }

  override authenticateHeader(): string {
    return `${this.backend.schemes[0]} realm="api"`;
  }

  protected override failure(info: unknown): AuthenticationFailed | null {
    if (info instanceof jwt.TokenExpiredError) {
      return new AuthenticationFailed('Signature has expired.');
    }
    if (info instanceof jwt.JsonWebTokenError) {
      return new AuthenticationFailed('Error decoding signature.');
    }
    // passport-jwt found no token.
    return null;
  }
}
