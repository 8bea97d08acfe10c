import { Injectable, Logger } from '@nestjs/common';
import { APIException, Rest, type RestRequest } from '../../rest/index.js';
import { AdminActions, textsIn } from '../actions/admin-actions.js';
import { ADMIN_TEXTS } from '../admin.messages.js';
import type { ResourceAdmin } from '../model-admin.js';
import type { AdminTask } from './admin-task.entity.js';
import { AdminTasks, type Place } from './admin-tasks.js';
import { TakenOver, type ActionWork } from './task-work.js';

/** Rows that are done in one transaction. */
const BATCH = 25;

/** Where a run of a task is. */
interface Run {
  readonly task: AdminTask;
  readonly admin: ResourceAdmin;
  readonly work: ActionWork;
  readonly request: RestRequest;
}

/**
 * Does actions on many rows: a few rows in a transaction that also notes that they are done, so
 * that a task that is begun again goes on where it was; where one of them fails, each in one of
 * its own.
 */
@Injectable()
export class ActionTasks {
  private readonly logger = new Logger(ActionTasks.name);

  constructor(
    private readonly actions: AdminActions,
    private readonly tasks: AdminTasks,
    private readonly rest: Rest,
  ) {}

  /** @throws TakenOver when another run of the same task is faster */
  async run(
    task: AdminTask,
    admin: ResourceAdmin,
    work: ActionWork,
    request: RestRequest,
  ): Promise<void> {
    const run = { task, admin, work, request };
    let at: Place = task;
    if (task.total === 0) {
      await this.tasks.update(task.id, { total: await this.totalOf(admin, work, request) });
    }
    for (;;) {
      const rows = await this.next(admin, work, request, at.cursor);
      if (rows.length === 0) break;
      const all = { cursor: rows.at(-1)!, done: at.done + rows.length };
      if (!(await this.runOnAll(run, rows, at, all))) {
        for (const row of rows) {
          const next = { cursor: row, done: at.done + 1 };
          await this.runOnRow(run, row, at, next);
          at = next;
        }
      }
      at = all;
    }
    const message = request.wording.text(ADMIN_TEXTS.done(at.done));
    await this.tasks.finish(task.id, { message });
  }

  /** @returns false when one of the rows fails, and nothing is done to any */
  private async runOnAll(
    { task, admin, work, request }: Run,
    rows: readonly number[],
    from: Place,
    to: Place,
  ): Promise<boolean> {
    try {
      await this.rest.transactions.run(async (transaction) => {
        await this.tasks.advance(transaction.manager, task.id, from, to);
        for (const row of rows) {
          const { action } = task;
          await this.actions.runOnRow(admin, action, row, work.values, request, transaction);
        }
      });
      return true;
    } catch (error) {
      if (error instanceof TakenOver) throw error;
      const { name } = admin.options;
      this.logger.debug(`${task.action} of ${rows.length} ${name}: one by one`, error);
      return false;
    }
  }

  private async runOnRow(
    { task, admin, work, request }: Run,
    row: number,
    from: Place,
    to: Place,
  ): Promise<void> {
    const { action } = task;
    try {
      await this.rest.transactions.run(async (transaction) => {
        await this.tasks.advance(transaction.manager, task.id, from, to);
        await this.actions.runOnRow(admin, action, row, work.values, request, transaction);
      });
    } catch (error) {
      if (error instanceof TakenOver) throw error;
      if (!(error instanceof APIException)) {
        this.logger.error(`${action} of ${admin.options.name} ${row} failed`, error);
      }
      const texts =
        error instanceof APIException
          ? textsIn(error.render(request.language))
          : [request.wording.text(ADMIN_TEXTS.failed)];
      await this.rest.transactions.run(async ({ manager }) => {
        await this.tasks.advance(manager, task.id, from, to);
        await this.tasks.addError(manager, task.id, { row, message: texts.join(' ') });
      });
    }
  }

  private async totalOf(
    admin: ResourceAdmin,
    { ids }: ActionWork,
    request: RestRequest,
  ): Promise<number> {
    return ids ? ids.length : (await admin.filtered(request)).getCount();
  }

  private async next(
    admin: ResourceAdmin,
    { ids }: ActionWork,
    request: RestRequest,
    after: number,
  ): Promise<readonly number[]> {
    if (!ids) return this.actions.idsOf(admin, request, BATCH, after);
    const sorted = [...ids].sort((a, b) => a - b);
    return sorted.filter((id) => id > after).slice(0, BATCH);
  }
}
