import {
  type BeforeApplicationShutdown,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { UnitOfWork } from '../database/unit-of-work.js';
import { PeriodicTask } from '../periodic-task.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { DAY } from '../durations.js';

/** Seconds from one sweep to the next. */
const PAUSE = 3600;
/** Milliseconds after which nobody repeats a request any more. */
const LIFE = 7 * DAY;
/** Keys deleted in one go: what they lock, requests wait for. */
const BATCH = 500;

/** Forgets idempotency keys of requests that nobody repeats any more. */
@Injectable()
export class IdempotencyKeyExpiry implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly task = new PeriodicTask(IdempotencyKeyExpiry.name, PAUSE, () => this.sweep());

  constructor(private readonly unitOfWork: UnitOfWork) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns how many keys were old */
  async sweep(now = new Date()): Promise<number> {
    const createdAt = LessThan(new Date(now.getTime() - LIFE));
    for (let forgotten = 0; ;) {
      const count = await this.unitOfWork.run(async ({ manager }) => {
        const old = await manager.find(IdempotencyKey, {
          select: { id: true },
          where: { createdAt },
          order: { createdAt: 'ASC' },
          take: BATCH,
        });
        if (old.length > 0)
          await manager.delete(IdempotencyKey, { id: In(old.map(({ id }) => id)) });
        return old.length;
      });
      forgotten += count;
      if (count < BATCH || this.task.isStopping) return forgotten;
    }
  }
}
