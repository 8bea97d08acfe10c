import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { ValidationError, type RestRequest } from '../../rest/index.js';
import { CaptchaDemand, isAnswered } from '../../verifications/index.js';
import { User } from '../entities/index.js';
import { MESSAGES } from '../users.messages.js';
import { normaliseUsername } from '../names.js';
import { Passwords } from '../passwords/passwords.js';
import { UsersService } from '../users.service.js';
import { LoginAttempts } from './login-attempts.js';
import type { SignInInput } from './sign-in.inputs.js';

/** Lets users in, and ends what they are in. */
@Injectable()
export class SignInService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly attempts: LoginAttempts,
    private readonly captcha: CaptchaDemand,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @throws ValidationError that is the same, and takes as long, whether or not there is such a user
   * @throws Throttled after too many wrong passwords for this account
   */
  async signIn(
    { username: login, password, ...captcha }: SignInInput,
    request: RestRequest,
  ): Promise<User> {
    const user = await this.users.findByLogin(login);
    const isRight = await this.attempts.guard(
      user ? accountOf(user) : nobody(login),
      request.ip,
      () => this.passwords.verify(password, user?.passwordHash),
      isAnswered(captcha) ? () => this.captcha.check(request, captcha) : undefined,
    );
    if (!user || !isRight) throw ValidationError.nonField(MESSAGES.badCredentials);
    await this.noteSignIn(user, password);
    return user;
  }

  /**
   * Ends every sign-in of the user: tokens issued so far count no more, and linked accounts wait to
   * be confirmed, unless there is no password to come back with.
   */
  async signOut({ id, hasPassword }: User): Promise<void> {
    await this.unitOfWork.run(async ({ manager }) => {
      const ended = { tokenVersion: () => 'tokenVersion + 1', keptTokenId: null };
      await manager.update(User, { id }, ended);
      if (hasPassword) await manager.update(User, { id }, { linkVersion: () => 'tokenVersion' });
    });
  }

  /** A hash of a former kind is made anew now that the password is known. */
  private async noteSignIn({ id, passwordHash }: User, password: string): Promise<void> {
    const isOutdated = this.passwords.isOutdated(passwordHash);
    const newHash = isOutdated ? await this.passwords.hash(password) : undefined;
    await this.unitOfWork.run(async ({ manager }) => {
      await manager.update(User, { id }, { lastLoginAt: new Date() });
      // Unless the password has changed in the meantime.
      if (newHash) await manager.update(User, { id, passwordHash }, { passwordHash: newHash });
    });
  }
}

/** The account's name in the count of wrong passwords. */
export function accountOf({ id }: User): string {
  return `user-${id}`;
}

function nobody(login: string): string {
  return `nobody-${createHash('sha256').update(normaliseUsername(login).toLowerCase()).digest('base64url')}`;
}
