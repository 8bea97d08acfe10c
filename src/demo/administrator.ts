import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { User } from '../users/entities/index.js';
import { UserCreationService } from '../users/user-creation.service.js';

/** Who may try the back office, where it is a demo only. */
export interface DemoAccount {
  readonly username: string;
  readonly password: string;
}

const USERNAME = 'admin';
const PASSWORD_LENGTH = 12;

/**
 * Makes an administrator for a demo. The password follows from the secret key, which every shop has
 * of its own: nobody else knows it, and the next start can print it again.
 */
@Injectable()
export class DemoAdministrator {
  constructor(
    private readonly settings: Settings,
    private readonly dataSource: DataSource,
    private readonly users: UserCreationService,
  ) {}

  /** @returns null where it is no demo, or the name is somebody else's */
  async createIfMissing(): Promise<DemoAccount | null> {
    if (!this.settings.isDemo) return null;
    const account = { username: USERNAME, password: this.password() };
    const known = await this.dataSource.manager.findOneBy(User, { username: USERNAME });
    if (!known) await this.users.create(account, 'administrator');
    return !known || known.isSuperuser ? account : null;
  }

  private password(): string {
    const mark = createHmac('sha256', this.settings.secretKey).update('demo administrator');
    return mark.digest('base64url').slice(0, PASSWORD_LENGTH);
  }
}
