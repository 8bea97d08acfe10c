import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Settings } from '../../config/settings.js';
import { userSettings } from '../users.settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { PeriodicTask } from '../../infrastructure/periodic-task.js';
import { UserSession } from '../entities/index.js';

/** Seconds from one sweep to the next. */
const PAUSE = 3600;

/** Deletes sessions that are over. DJANGO: manage.py clearsessions */
@Injectable()
export class SessionExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(SessionExpiry.name, PAUSE, () => this.sweep());

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  async sweep(now = new Date()): Promise<void> {
    const { sessionLifetime, sessionIdleLifetime } = this.settings.of(userSettings);
    const before = (seconds: number) => LessThan(new Date(now.getTime() - seconds * 1000));
    await this.unitOfWork.run(async ({ manager }) => {
      await manager.delete(UserSession, { createdAt: before(sessionLifetime) });
      await manager.delete(UserSession, {
        seenAt: before(sessionIdleLifetime),
        isRemembered: false,
      });
    });
  }
}
