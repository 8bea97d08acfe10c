import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { ContactsService } from '../users/contacts/contacts.service.js';
import { NO_PASSWORD, User } from '../users/entities/index.js';
import { LinksService } from './links.service.js';
import type { Identity, OAuthProvider } from './providers/oauth-provider.js';

/** Lets people in whom a provider knows. */
@Injectable()
export class OAuthSignInService {
  constructor(
    private readonly links: LinksService,
    private readonly unitOfWork: UnitOfWork,
    private readonly contacts: ContactsService,
  ) {}

  /** @returns the user, or why the account signs nobody in */
  async signIn(identity: Identity): Promise<User | 'unknown' | 'disabled' | 'suspended'> {
    const link = await this.links.find(identity);
    if (!link) return 'unknown';
    const { user } = link;
    if (!user.isActive) return 'disabled';
    if (link.isSuspended) return 'suspended';
    await this.unitOfWork.run(({ manager }) =>
      manager.update(User, { id: user.id }, { lastLoginAt: new Date() }),
    );
    return user;
  }

  /**
   * Signs in, and makes a customer of whoever comes for the first time: without a password, under a
   * random username and the name that they have at the provider. Of several first times at once one
   * makes the customer.
   *
   * DJANGO: social_core.pipeline.user.create_user
   *
   * @returns the user, or why the account signs nobody in
   */
  async signInOrUp(provider: OAuthProvider, identity: Identity) {
    const outcome = await this.signIn(identity);
    if (outcome !== 'unknown') return outcome;
    await this.signUp(identity, await provider.nickname(identity));
    return this.signIn(identity);
  }

  private async signUp(identity: Identity, nickname: string): Promise<void> {
    const username = `${identity.provider}_${randomBytes(6).toString('hex')}`;
    const user = { username, name: nickname, passwordHash: NO_PASSWORD };
    try {
      await this.unitOfWork.run(async (tx) => {
        const created = await this.contacts.createUser(tx.manager, user);
        await this.links.add(tx, identity, created, true);
      });
    } catch (error) {
      if (!(await this.links.find(identity))) throw error;
    }
  }
}
