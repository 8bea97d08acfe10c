import { Injectable } from '@nestjs/common';
import { ValidationError } from '../../rest/index.js';
import type { User } from '../entities/index.js';
import { MESSAGES } from '../users.messages.js';
import { LoginAttempts } from '../sign-in/login-attempts.js';
import { accountOf } from '../sign-in/sign-in.service.js';
import { Passwords } from './passwords.js';

/** Asks signed-in users for their password, counted as attempts to sign in are. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly passwords: Passwords,
    private readonly attempts: LoginAttempts,
  ) {}

  /**
   * @param client whose attempts are counted
   * @throws Throttled after too many wrong passwords
   */
  isRight(user: User, password: string, client: string): Promise<boolean> {
    return this.attempts.guard(accountOf(user), client, () =>
      this.passwords.verify(password, user.passwordHash),
    );
  }

  /**
   * @param field where the error goes
   * @throws ValidationError for a wrong password; Throttled
   */
  async demand(user: User, password: string, client: string, field: string): Promise<void> {
    if (await this.isRight(user, password, client)) return;
    throw new ValidationError({ [field]: [MESSAGES.passwordWrong] });
  }
}
