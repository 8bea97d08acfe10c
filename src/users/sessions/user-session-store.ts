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

  override async insert(
    key: string,
    user: RestUser,
    now: Date,
    isRemembered: boolean,
  ): Promise<void> {
    const { id: userId, tokenVersion: version } = user as User;
    const session = { key, userId, version, createdAt: now, seenAt: now, isRemembered };
    await this.unitOfWork.run(({ manager }) => manager.insert(UserSession, session));
  }

  override async find(key: string): Promise<Session | null> {
    // Of a single row with its user TypeORM would ask twice.
    const [session] = await this.dataSource.manager.find(UserSession, {
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
