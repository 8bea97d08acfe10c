import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { selectStatement } from '../infrastructure/database/statements.js';
import { User, type Role } from './entities/index.js';
import { isAddress, isMobile, normaliseUsername } from './names.js';

const lockUser = selectStatement(User, { where: ['id'], lock: true });

/** Finds users, for the other domains and the rules in this one. */
@Injectable()
export class UsersService {
  constructor(private readonly dataSource: DataSource) {}

  /** @param manager where to look: inside an open transaction, or the committed data */
  findById(id: number, manager: EntityManager = this.dataSource.manager): Promise<User | null> {
    return manager.findOneBy(User, { id });
  }

  /** Makes everybody else who locks the user wait until the end of the unit of work. */
  async lock(manager: EntityManager, id: number): Promise<void> {
    await lockUser(manager, { id });
  }

  /**
   * Gives a user another role; it counts from the next request on.
   *
   * @returns false when the user has not the one expected (any more)
   */
  async changeRole(manager: EntityManager, id: number, from: Role, to: Role): Promise<boolean> {
    const { affected } = await manager.update(User, { id, role: from }, { role: to });
    return affected === 1;
  }

  /**
   * Who signs in with that: a username, the own mobile or the own e-mail address, these once they
   * are proven. What looks like a mobile or an address is somebody's mobile or address first; a
   * username only if it is nobody's.
   *
   * @returns null also for a user who may not sign in
   */
  async findByLogin(login: string): Promise<User | null> {
    const name = normaliseUsername(login.trim());
    const found = await this.dataSource.manager.find(User, {
      where: [
        { username: name },
        ...(isMobile(name) ? [{ mobile: name }] : []),
        ...(isAddress(name) ? [{ email: name }] : []),
      ],
    });
    const owner = found.find((user) => user.mobile === name || user.email === name);
    const user = owner ?? found[0];
    return user?.isActive ? user : null;
  }

  async hasUsername(username: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(User, { username: normaliseUsername(username) });
  }

  async hasMobile(mobile: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(User, { mobile });
  }
}
