import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { ValidationError, type RestRequest } from '../../rest/index.js';
import { User } from '../entities/index.js';
import { MESSAGES } from '../users.messages.js';
import type { PasswordChangeInput } from '../meiduo/password.inputs.js';
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
   * The token that the request came with stays valid: pages go on with it. All others end.
   *
   * @returns the user with the new password, for a new token
   * @throws ValidationError when the old password is wrong
   * @throws Throttled after too many wrong passwords for this account
   */
  async change(
    user: User,
    input: Pick<PasswordChangeInput, 'old_password' | 'password'>,
    { auth, ip }: RestRequest,
  ): Promise<User> {
    const { jti = null } = (auth ?? {}) as { jti?: string };
    const isRight = await this.check.isRight(user, input.old_password, ip);
    const changed =
      isRight && (await this.set(user.id, user.tokenVersion, input.password, { keptTokenId: jti }));
    if (!changed) throw ValidationError.nonField(MESSAGES.oldPasswordWrong);
    return changed;
  }

  /**
   * Sets the password unless it has been changed before.
   *
   * @param version the user's `tokenVersion` when the change was allowed
   * @param options.keptTokenId the token that stays valid
   * @param options.suspendsLinks whether linked accounts must be confirmed before they sign in again
   * @returns null when that is not the user's version any more
   */
  async set(
    userId: number,
    version: number,
    password: string,
    options: { keptTokenId?: string | null; suspendsLinks?: boolean } = {},
  ): Promise<User | null> {
    const { keptTokenId = null, suspendsLinks = false } = options;
    const tokenVersion = version + 1;
    const linkVersion = suspendsLinks ? { linkVersion: tokenVersion } : {};
    const passwordHash = await this.passwords.hash(password);
    return this.unitOfWork.run(async ({ manager }) => {
      const { affected } = await manager.update(
        User,
        { id: userId, tokenVersion: version, isActive: true },
        { passwordHash, tokenVersion, keptTokenId, ...linkVersion },
      );
      return affected === 1 ? manager.findOneByOrFail(User, { id: userId }) : null;
    });
  }
}
