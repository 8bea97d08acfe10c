import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { OAuthProviderName } from './oauth.settings.js';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { NotFound, ValidationError, type RestTransaction } from '../rest/index.js';
import { ContactNotices } from '../users/contacts/contact-notices.js';
import { User } from '../users/entities/index.js';
import { OAuthLink } from './entities/index.js';
import { MESSAGES } from './oauth.messages.js';
import { Providers } from './providers/providers.js';

/** Who somebody is at a provider. */
export type Account = Pick<OAuthLink, 'provider' | 'openId'>;

/** Which accounts at providers sign which users in. */
@Injectable()
export class LinksService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly providers: Providers,
    private readonly notices: ContactNotices,
  ) {}

  /** The account's link with its user; null when it is nobody's. */
  find({ provider, openId }: Account): Promise<OAuthLink | null> {
    const where = { provider, openId };
    return this.dataSource.manager.findOne(OAuthLink, { where, relations: { user: true } });
  }

  /** The accounts of a user, oldest first. */
  of({ id: userId }: Pick<User, 'id'>): Promise<OAuthLink[]> {
    return this.dataSource.manager.find(OAuthLink, {
      where: { userId },
      relations: { user: true },
      order: { id: 'ASC' },
    });
  }

  /**
   * Lets a suspended account sign in again. Call it once the user has shown the password.
   *
   * @throws NotFound when there is none of this provider
   */
  async confirm({ id: userId, tokenVersion }: User, provider: string): Promise<void> {
    const of = { userId, provider: provider as OAuthProviderName };
    await this.unitOfWork.run(async ({ manager }) => {
      const { affected } = await manager.update(OAuthLink, of, { confirmedVersion: tokenVersion });
      if (affected === 0) throw new NotFound();
    });
  }

  /**
   * Links an account to a user, who is told unless the user is new; again, it is confirmed.
   *
   * @param tx the open transaction
   * @throws ValidationError when it is another user's, or the user has another of this provider;
   *   the database's error when somebody else links one of them at this moment
   */
  async add(
    tx: RestTransaction,
    { provider, openId }: Account,
    user: User,
    isNew: boolean,
  ): Promise<void> {
    const { manager } = tx;
    const links = await manager.find(OAuthLink, {
      where: [
        { provider, openId },
        { provider, userId: user.id },
      ],
    });
    const [link] = links;
    if (!link) {
      await manager.insert(OAuthLink, {
        provider,
        openId,
        userId: user.id,
        createdAt: new Date(),
        confirmedVersion: user.tokenVersion,
      });
      if (!isNew) {
        const { title } = this.providers.get(provider);
        await this.notices.tell(tx, user, MESSAGES.linked.with({ title }));
      }
      return;
    }
    if (links.some(({ userId }) => userId !== user.id)) {
      throw ValidationError.nonField(MESSAGES.accountTaken);
    }
    if (link.openId !== openId) throw ValidationError.nonField(MESSAGES.hasAnother);
    await manager.update(OAuthLink, { id: link.id }, { confirmedVersion: user.tokenVersion });
  }

  /**
   * Takes an account away from its user, unless it is their only way in.
   *
   * @throws NotFound when there is none of this provider, ValidationError
   */
  async remove({ id: userId }: User, provider: string): Promise<void> {
    await this.unitOfWork.run(async ({ manager }) => {
      // Of two accounts that are taken away at once the second would be the last.
      const user = await lockRows(
        manager.createQueryBuilder(User, 'user').where('user.id = :userId', { userId }),
      ).getOneOrFail();
      const links = await manager.find(OAuthLink, { where: { userId }, relations: { user: true } });
      const link = links.find((each) => each.provider === provider);
      if (!link) throw new NotFound();
      const others = links.filter(
        (each) => each !== link && !each.isSuspended && this.providers.has(each.provider),
      );
      if (!user.hasPassword && others.length === 0) {
        throw ValidationError.nonField(MESSAGES.lastWayIn);
      }
      await manager.delete(OAuthLink, { id: link.id });
    });
  }
}
