import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { ValidationError } from '../../rest/index.js';
import { User } from '../entities/index.js';
import { MESSAGES } from '../messages.js';
import { PasswordCheck } from './password-check.js';
import { Passwords } from './passwords.js';

/** Gives users another password, which ends their sign-ins. */
@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly passwords: Passwords,
    private readonly check: PasswordCheck,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @param client who asks, for counting wrong passwords
   * @returns the user with the new password, for a new token
   * @throws ValidationError when the old password is wrong
   * @throws Throttled after too many wrong passwords for this account
   */
  async change(user: User, oldPassword: string, password: string, client: string): Promise<User> {
    const isRight = await this.check.isRight(user, oldPassword, client);
    const changed = isRight && (await this.set(user.id, user.tokenVersion, password));
    if (!changed) throw ValidationError.nonField(MESSAGES.oldPasswordWrong);
    return changed;
  }

  /**
   * Sets the password unless it has been changed before.
   *
   * @param version the user's `tokenVersion` when the change was allowed
   * @returns null when that is not the user's version any more
   */
  async set(userId: number, version: number, password: string): Promise<User | null> {
    const passwordHash = await this.passwords.hash(password);
    return this.unitOfWork.run(async ({ manager }) => {
      const { affected } = await manager.update(
        User,
        { id: userId, tokenVersion: version, isActive: true },
        { passwordHash, tokenVersion: version + 1 },
      );
      return affected === 1 ? manager.findOneByOrFail(User, { id: userId }) : null;
    });
  }
}
