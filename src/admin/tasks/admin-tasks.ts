import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { JobQueue, jobId } from '../../infrastructure/jobs/job-queue.js';
import { cutText } from '../../infrastructure/cut-text.js';
import { wholeSecond } from '../../infrastructure/whole-second.js';
import { NotFound, Rest, type RestTransaction, type RestUser } from '../../rest/index.js';
import { ADMIN_TEXTS } from '../admin.messages.js';
import { AdminTask, MESSAGE_LENGTH, type TaskError } from './admin-task.entity.js';
import { TaskContents } from './task-contents.js';
import { RUN_TASK, TakenOver, type TaskWork } from './task-work.js';

/** Errors of rows that are kept; and their bytes, for a text column of MySQL holds 65,535. */
export const MOST_ERRORS = 100;
const MOST_ERROR_BYTES = 60_000;

/** A task as those who wait for it see it. */
export interface TaskState {
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly message: string;
  readonly errors: readonly TaskError[];
}

/** A task that is to begin. */
interface NewTask extends Pick<AdminTask, 'id' | 'resource' | 'action'> {
  readonly work: TaskWork;
  /** What the work is about. */
  readonly file?: Buffer;
}

/** Up to where rows are done. */
export type Place = Pick<AdminTask, 'cursor' | 'done'>;

/** Work that a request does not wait for, and how far it is. */
@Injectable()
export class AdminTasks {
  constructor(
    private readonly rest: Rest,
    private readonly queue: JobQueue,
    private readonly contents: TaskContents,
  ) {}

  /**
   * Begins a task, unless there is one of this id: it is remembered longer than the key of the
   * request that began it.
   */
  async begin(
    transaction: RestTransaction,
    { id, resource, action, work, file }: NewTask,
  ): Promise<void> {
    const { manager } = transaction;
    if (await manager.existsBy(AdminTask, { id })) return;
    const now = wholeSecond(Date.now());
    await manager.insert(AdminTask, {
      id,
      userId: work.kept.userId,
      resource,
      action,
      errors: [],
      createdAt: now,
      aliveAt: now,
    });
    await this.contents.keep(manager, id, 'work', Buffer.from(JSON.stringify(work)));
    if (file) await this.contents.keep(manager, id, 'file', file);
    transaction.afterCommit(() => this.handOver(id));
  }

  /** Hands the task to the queue, unless it has it; one that has failed there is tried anew. */
  async handOver(id: string): Promise<void> {
    const retried = await this.queue.retry(jobId(RUN_TASK, id));
    if (!retried) await this.queue.enqueue(RUN_TASK, { task: id }, { id });
  }

  /** @throws NotFound for a task that is somebody else's, too */
  async stateOf(id: string, user: RestUser): Promise<TaskState> {
    const task = await this.find(id);
    if (!task || (task.userId !== user.id && !user.isSuperuser)) throw new NotFound();
    const { state, done, total, message, errors } = task;
    return { state, done, total, message, errors };
  }

  find(id: string): Promise<AdminTask | null> {
    return this.rest.dataSource.manager.findOneBy(AdminTask, { id });
  }

  /** @returns null where it is not known (any more) what was to be done */
  async workOf(id: string): Promise<TaskWork | null> {
    const bytes = await this.contents.read(id, 'work');
    return bytes.length > 0 ? (JSON.parse(bytes.toString()) as TaskWork) : null;
  }

  async update(id: string, changes: Partial<AdminTask>): Promise<void> {
    await this.rest.transactions.run(({ manager }) => manager.update(AdminTask, id, changes));
  }

  /** Says that somebody still works on it. */
  alive(id: string, now = Date.now()): Promise<void> {
    return this.update(id, { aliveAt: wholeSecond(now) });
  }

  /**
   * Notes, in the transaction that does them, that rows are done.
   *
   * @throws TakenOver when another run was faster
   */
  async advance(manager: EntityManager, id: string, { cursor }: Place, to: Place): Promise<void> {
    const changes = { cursor: to.cursor, done: to.done, aliveAt: wholeSecond(Date.now()) };
    const { affected } = await manager.update(AdminTask, { id, cursor }, changes);
    if (affected === 0) throw new TakenOver(`task ${id}`);
  }

  /** Notes what is wrong with one row. */
  async addError(manager: EntityManager, id: string, error: TaskError): Promise<void> {
    const { errors } = await manager.findOneByOrFail(AdminTask, { id });
    await manager.update(AdminTask, id, { errors: keptErrors([...errors, error]) });
  }

  /**
   * Ends a task that was done.
   *
   * @param remember called in the transaction, for one run only
   */
  async finish(
    id: string,
    result: Partial<Omit<AdminTask, 'state'>> & { readonly message: string },
    remember: (manager: EntityManager) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    await this.rest.transactions.run(async ({ manager }) => {
      const ended = {
        ...result,
        message: cutText(result.message, MESSAGE_LENGTH),
        state: 'done',
      } as const;
      const { affected } = await manager.update(AdminTask, { id, state: 'running' }, ended);
      if (affected === 0) return;
      await remember(manager);
      await this.contents.forget(manager, id);
    });
  }

  /** Ends a task that cannot be done, such as reading a file that is none. */
  async fail(id: string, message: string): Promise<void> {
    await this.rest.transactions.run(async ({ manager }) => {
      const failed = { state: 'failed', message: cutText(message, MESSAGE_LENGTH) } as const;
      await manager.update(AdminTask, id, failed);
      await this.contents.forget(manager, id);
    });
  }

  /** Ends a task that broke off, and says how much of it is done; the queue may try it anew. */
  async breakOff(id: string): Promise<void> {
    const task = await this.find(id);
    if (!task || task.state === 'done') return;
    const work = await this.workOf(id);
    const language = work?.kept.language ?? this.rest.languages.preferred;
    const text = task.done > 0 ? ADMIN_TEXTS.brokeOff(task.done) : ADMIN_TEXTS.failed;
    await this.update(id, { state: 'failed', message: this.rest.wording(language).text(text) });
  }
}

/** As many errors as are kept, each not longer than people read. */
export function keptErrors(errors: readonly TaskError[]): TaskError[] {
  const kept = errors
    .slice(0, MOST_ERRORS)
    .map(({ row, message }) => ({ row, message: cutText(message, MESSAGE_LENGTH) }));
  while (Buffer.byteLength(JSON.stringify(kept)) > MOST_ERROR_BYTES) kept.pop();
  return kept;
}
