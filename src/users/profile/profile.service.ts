import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { asValidationError, ValidationError } from '../../rest/index.js';
import { VerificationCodes } from '../../verifications/index.js';
import { User } from '../entities/index.js';
import { MESSAGES } from '../messages.js';
import { Avatars } from './avatars.js';
import { ProfileInput } from './profile.input.js';

/** What of a user may change, as it is stored. */
type Changes = Sent &
  Partial<Pick<User, 'avatar' | 'isEmailVerified' | 'emailTokenId' | 'isMobileProven'>>;

/** What was sent besides a picture. */
type Sent = Partial<Omit<ProfileInput, 'avatar' | 'code' | 'validate_username'>>;

/** Changes what users say of themselves. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly avatars: Avatars,
    private readonly codes: VerificationCodes,
  ) {}

  /**
   * @param user as the request found it; only what differs from it is written
   * @returns the user as stored now
   * @throws ValidationError when the picture is none, the code is wrong, or another request was
   *   faster
   */
  async update(user: User, { avatar: upload, code, ...input }: ProfileInput): Promise<User> {
    const changes = differences(user, input);
    if (changes.mobile && code) changes.isMobileProven = await this.prove(changes.mobile, code);
    const picture = upload ? await this.avatars.save(upload) : upload;
    if (picture !== undefined) changes.avatar = picture;
    try {
      return await this.unitOfWork.run(async (tx) => {
        const { manager } = tx;
        if (picture !== undefined) {
          const former = await lockedAvatar(manager, user.id);
          tx.afterCommit(() => this.avatars.delete(former));
        }
        if (Object.keys(changes).length > 0) await manager.update(User, user.id, changes);
        return manager.findOneByOrFail(User, { id: user.id });
      });
    } catch (error) {
      if (picture) await this.avatars.delete(picture);
      throw asValidationError(error, ProfileInput, this.dataSource) ?? error;
    }
  }

  private async prove(mobile: string, code: string): Promise<true> {
    const verdict = await this.codes.consume('sms', mobile, code);
    if (verdict === 'ok') return true;
    throw new ValidationError({ code: [MESSAGES.smsCodeWrong] });
  }
}

/**
 * What really changes. A new number is not proven, a new address not verified, and the link to the former one ends; because
 * an unchanged address is not written, this cannot undo what happens at the same time.
 */
function differences(user: User, input: Sent): Changes {
  const changed = Object.entries(input).filter(
    ([name, value]) => value !== undefined && value !== user[name as keyof User],
  );
  const changes: Changes = Object.fromEntries(changed);
  if ('mobile' in changes) changes.isMobileProven = false;
  if ('email' in changes) Object.assign(changes, { isEmailVerified: false, emailTokenId: null });
  return changes;
}

/** The picture before this one; the row stays locked, so that of two uploads each removes one. */
async function lockedAvatar(manager: EntityManager, id: number): Promise<string | null> {
  await manager.update(User, id, { tokenVersion: () => 'tokenVersion' });
  const { avatar } = await manager.findOneByOrFail(User, { id });
  return avatar;
}
