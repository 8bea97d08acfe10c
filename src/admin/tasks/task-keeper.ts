import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Brackets, In, IsNull, LessThan } from 'typeorm';
import { PeriodicTask } from '../../infrastructure/periodic-task.js';
import { wholeSecond } from '../../infrastructure/whole-second.js';
import { Rest } from '../../rest/index.js';
import { AdminTask } from './admin-task.entity.js';
import { AdminTasks } from './admin-tasks.js';
import { TRIES } from './task-work.js';
import { DAY } from '../../infrastructure/durations.js';

/** Seconds from one look at the tasks to the next. */
const PAUSE = 30;
/** Milliseconds without a sign of life after which nobody works on a task any more. */
export const SILENCE = 60_000;
/** Milliseconds that tasks are remembered. */
const LIFE = 30 * DAY;

/**
 * Sees to tasks that no process works on: the queue takes over what its workers have died of, but
 * one in memory forgets its jobs, and one in Redis may.
 */
@Injectable()
export class TaskKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(TaskKeeper.name);
  private readonly task = new PeriodicTask(TaskKeeper.name, PAUSE, () => this.sweep());

  constructor(
    private readonly rest: Rest,
    private readonly tasks: AdminTasks,
  ) {}

  onApplicationBootstrap(): void {
    this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns how many tasks nobody worked on */
  async sweep(now = Date.now()): Promise<number> {
    await this.forget(new Date(now - LIFE));
    return this.task.sweep(
      (count) => this.silent(now).limit(count).getMany(),
      (task) => this.seeTo(task, now),
    );
  }

  private silent(now: number) {
    return this.rest.dataSource.manager
      .createQueryBuilder(AdminTask, 'task')
      .where({ state: In(['waiting', 'running']) })
      .andWhere(
        new Brackets((query) =>
          query
            .where('task.aliveAt IS NULL')
            .orWhere({ aliveAt: LessThan(wholeSecond(now - SILENCE)) }),
        ),
      )
      .orderBy('task.createdAt');
  }

  private async seeTo({ id, state, tries, aliveAt }: AdminTask, now: number): Promise<boolean> {
    const { affected } = await this.rest.transactions.run(({ manager }) =>
      manager.update(
        AdminTask,
        { id, aliveAt: aliveAt ?? IsNull() },
        { aliveAt: wholeSecond(now) },
      ),
    );
    if (affected === 0) return false;
    const isOver = state === 'running' && tries >= TRIES;
    if (isOver || !(await this.tasks.workOf(id))) {
      this.logger.warn(`task ${id} broke off`);
      await this.tasks.breakOff(id);
    } else {
      await this.tasks.handOver(id);
    }
    return true;
  }

  /** What old tasks worked on goes with them. */
  private async forget(before: Date): Promise<void> {
    await this.task.sweep(
      (take) =>
        this.rest.dataSource.manager.find(AdminTask, {
          select: { id: true },
          where: { createdAt: LessThan(before) },
          take,
        }),
      ({ id }) =>
        this.rest.transactions.run(async ({ manager }) => {
          const { affected } = await manager.delete(AdminTask, { id });
          return affected !== 0;
        }),
    );
  }
}
