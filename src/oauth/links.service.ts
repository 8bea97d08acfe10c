import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { NotFound, ValidationError } from '../rest/index.js';
import { User } from '../users/entities/index.js';
import { OAuthLink } from './entities/index.js';
import { MESSAGES } from './messages.js';
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
  ) {}

  /** The user that the account signs in; null when it is nobody's. */
  async userOf({ provider, openId }: Account): Promise<User | null> {
    const link = await this.dataSource.manager.findOne(OAuthLink, {
      where: { provider, openId },
      relations: { user: true },
    });
    return link?.user ?? null;
  }

  /** The accounts of a user, oldest first. */
  of({ id: userId }: Pick<User, 'id'>): Promise<OAuthLink[]> {
    return this.dataSource.manager.find(OAuthLink, { where: { userId }, order: { id: 'ASC' } });
  }

  /**
   * Links an account to a user; again, it does nothing.
   *
   * @param manager of the open transaction
   * @throws ValidationError when it is another user's, or the user has another of this provider;
   *   the database's error when somebody else links one of them at this moment
   */
  async add(manager: EntityManager, { provider, openId }: Account, user: User): Promise<void> {
    const links = await manager.find(OAuthLink, {
      where: [
        { provider, openId },
        { provider, userId: user.id },
      ],
    });
    const [link] = links;
    if (!link) {
      const row = { provider, openId, userId: user.id, createdAt: new Date() };
      await manager.insert(OAuthLink, row);
      return;
    }
    if (links.some(({ userId }) => userId !== user.id)) {
      throw ValidationError.nonField(MESSAGES.accountTaken);
    }
    if (link.openId !== openId) throw ValidationError.nonField(MESSAGES.hasAnother);
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
      const links = await manager.findBy(OAuthLink, { userId });
      const link = links.find((each) => each.provider === provider);
      if (!link) throw new NotFound();
      const others = links.filter((each) => each !== link && this.providers.has(each.provider));
      if (!user.hasPassword && others.length === 0) {
        throw ValidationError.nonField(MESSAGES.lastWayIn);
      }
      await manager.delete(OAuthLink, { id: link.id });
    });
  }
}
