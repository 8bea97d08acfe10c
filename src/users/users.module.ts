import { Module } from '@nestjs/common';
import { JwtAuthentication, TokenVerifier } from '../rest/index.js';
import { Passwords } from './passwords/passwords.js';
import { Tokens } from './tokens.js';
import { UserTokenVerifier } from './user-token-verifier.js';
import { UsersService } from './users.service.js';

/** Accounts: registration, sign-in, profiles. */
@Module({
  providers: [
    UsersService,
    Passwords,
    Tokens,
    { provide: TokenVerifier, useClass: UserTokenVerifier },
    JwtAuthentication,
  ],
  exports: [UsersService, Tokens, JwtAuthentication],
})
export class UsersModule {}
