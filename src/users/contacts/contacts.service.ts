import { cutText } from '../../infrastructure/cut-text.js';
import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { ValidationError } from '../../rest/index.js';
import { NAME_LENGTH, User } from '../entities/index.js';
import { MESSAGES } from '../users.messages.js';
import { normaliseUsername } from '../names.js';
import { CONTACT_KINDS, PENDING, type ContactKind } from './contact.js';

/** What a new user has from the start; the contacts are proven. */
export type NewUser = Pick<User, 'username' | 'passwordHash'> &
  Partial<Pick<User, 'mobile' | 'email' | 'name' | 'role' | 'lastLoginAt'>>;

const TAKEN = { mobile: MESSAGES.mobileExists, email: MESSAGES.emailExists } as const;

/**
 * Whose a mobile number or an e-mail address is. One that was only named is pending: it may be
 * anybody's, so that it neither signs in nor resets nor stands in anybody's way. Who proves it has
 * it alone, and it is pending for nobody any more.
 */
@Injectable()
export class ContactsService {
  /**
   * Creates a user with contacts that were proven.
   *
   * @param manager of the open transaction
   * @throws ValidationError when a contact is another user's username; the database's error when
   *   another user has the username or a contact
   */
  async createUser(manager: EntityManager, values: NewUser): Promise<User> {
    const username = normaliseUsername(values.username);
    const name = cutText(values.name || username, NAME_LENGTH);
    const user = { ...values, username, name, createdAt: new Date() };
    const { identifiers } = await manager.insert(User, user);
    const id: number = identifiers[0]!.id;
    for (const kind of CONTACT_KINDS) {
      const contact = values[kind];
      if (contact) await this.secure(manager, id, kind, contact);
    }
    return manager.findOneByOrFail(User, { id });
  }

  /** Makes the contact the user's proven one. Throws as {@link createUser}. */
  async prove(
    manager: EntityManager,
    userId: number,
    kind: ContactKind,
    contact: string,
  ): Promise<void> {
    await manager.update(User, userId, { [kind]: contact, [PENDING[kind]]: null });
    await this.secure(manager, userId, kind, contact);
  }

  /**
   * Refuses a contact that is another user's username: who owns the number would stand in the way
   * of who signs in by the name.
   *
   * @throws ValidationError
   */
  async refuseUsername(
    manager: EntityManager,
    userId: number,
    kind: ContactKind,
    contact: string,
  ): Promise<void> {
    if (await manager.existsBy(User, { username: contact, id: Not(userId) })) {
      throw new ValidationError({ [kind]: [TAKEN[kind]] });
    }
  }

  private async secure(
    manager: EntityManager,
    userId: number,
    kind: ContactKind,
    contact: string,
  ): Promise<void> {
    await this.refuseUsername(manager, userId, kind, contact);
    await manager.update(
      User,
      { [PENDING[kind]]: contact, id: Not(userId) },
      { [PENDING[kind]]: null, ...(kind === 'email' && { emailTokenId: null }) },
    );
  }
}
