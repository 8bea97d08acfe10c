import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { SessionStore, type RestUser, type Session } from '../../rest/index.js';
import { UserSession, type User } from '../entities/index.js';

/** Sessions in a table: nobody is signed out by a restart or a lost cache. */
@Injectable()
export class UserSessionStore extends SessionStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  override async insert(key: string, user: RestUser, now: Date): Promise<void> {
    const { id: userId, tokenVersion: version } = user as User;
    await this.unitOfWork.run(({ manager }) =>
      manager.insert(UserSession, { key, userId, version, createdAt: now, seenAt: now }),
    );
  }

  override async find(key: string): Promise<Session | null> {
    const session = await this.dataSource.manager.findOne(UserSession, {
      where: { key },
      relations: { user: true },
    });
    if (!session?.user.isActive || session.user.tokenVersion !== session.version) return null;
    return session;
  }

  override async touch(key: string, now: Date): Promise<void> {
    await this.unitOfWork.run(({ manager }) =>
      manager.update(UserSession, { key }, { seenAt: now }),
    );
  }

  override async delete(key: string): Promise<void> {
    await this.unitOfWork.run(({ manager }) => manager.delete(UserSession, { key }));
  }
}
