import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import {
  asValidationError,
  keepingFiles,
  removeReplaced,
  Rest,
  storedFieldsOf,
} from '../../rest/index.js';
import { ContactChanges, type Change } from '../contacts/contact-changes.js';
import { User } from '../entities/index.js';
import { ProfileInput } from './profile.inputs.js';

/** What of a user may change without further ado. */
const PLAIN = ['username', 'name', 'gender', 'birthday'] as const;

/** Changes what users say of themselves. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly rest: Rest,
    private readonly contacts: ContactChanges,
  ) {}

  /**
   * @param user as the request found it; only what differs from it is written
   * @param client who asks, for counting wrong passwords
   * @returns the user as stored now
   * @throws ValidationError when the picture is none, a contact lacks its proof, or another request
   *   was faster; Throttled after too many wrong passwords
   */
  async update(user: User, input: ProfileInput, client: string): Promise<User> {
    const changes = differences(user, input);
    const contacts = [
      await this.contacts.allow(user, 'mobile', input.mobile, input, client),
      await this.contacts.allow(user, 'email', input.email, input, client),
    ].filter((change) => change !== null);
    return keepingFiles(
      this.rest,
      ProfileInput,
      async () => input,
      (kept) => this.write(user, contacts, withPicture(changes, kept?.avatar)),
    );
  }

  private async write(
    user: User,
    contacts: readonly Change[],
    changes: Partial<User>,
  ): Promise<User> {
    try {
      return await this.unitOfWork.run(async (tx) => {
        const { manager } = tx;
        if ('avatar' in changes) {
          const avatar = await lockedAvatar(manager, user.id);
          removeReplaced(this.rest, storedFieldsOf(ProfileInput), tx, { avatar }, changes);
        }
        if (Object.keys(changes).length > 0) await manager.update(User, user.id, changes);
        for (const change of contacts) await this.contacts.apply(tx, user, change);
        return manager.findOneByOrFail(User, { id: user.id });
      });
    } catch (error) {
      throw asValidationError(error, ProfileInput, this.dataSource) ?? error;
    }
  }
}

/** What really changes: what is not written cannot undo what happens at the same time. */
function differences(user: User, input: ProfileInput): Partial<User> {
  const changed = PLAIN.filter(
    (name) => input[name] !== undefined && input[name] !== user[name],
  ).map((name) => [name, input[name]]);
  return Object.fromEntries(changed);
}

/** The changes with the path of a new picture, null for none any more; undefined: it stays. */
function withPicture(changes: Partial<User>, avatar: unknown): Partial<User> {
  return avatar === undefined ? changes : { ...changes, avatar: avatar as string | null };
}

/** The picture before this one; the row stays locked, so that of two uploads each removes one. */
async function lockedAvatar(manager: EntityManager, id: number): Promise<string | null> {
  await manager.update(User, id, { tokenVersion: () => 'tokenVersion' });
  const { avatar } = await manager.findOneByOrFail(User, { id });
  return avatar;
}
