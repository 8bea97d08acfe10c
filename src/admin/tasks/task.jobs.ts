import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobWorkers, PermanentError, type RunningJob } from '../../infrastructure/jobs/index.js';
import { every } from '../../infrastructure/timers.js';
import { APIException, Rest, SignInBackend } from '../../rest/index.js';
import { ADMIN_TEXTS } from '../admin.messages.js';
import { textsIn } from '../actions/admin-actions.js';
import { innerRequest } from '../actions/inner-request.js';
import { AdminSite } from '../admin-site.js';
import { ImportTasks } from '../imports/import-tasks.js';
import { ActionTasks } from './action-tasks.js';
import type { AdminTask } from './admin-task.entity.js';
import { AdminTasks } from './admin-tasks.js';
import { RUN_TASK, TakenOver, TRIES, type TaskWork } from './task-work.js';

/** Milliseconds between two signs of life. */
const BEAT = 10_000;

/**
 * Does tasks as jobs of the queue. Whatever becomes of the process, a task ends: it is begun again,
 * each kind knowing how to go on, and after some tries it is a failed one.
 */
@Injectable()
export class TaskJobs implements OnModuleInit {
  constructor(
    private readonly workers: JobWorkers,
    private readonly site: AdminSite,
    private readonly tasks: AdminTasks,
    private readonly actions: ActionTasks,
    private readonly imports: ImportTasks,
    private readonly users: SignInBackend,
    private readonly rest: Rest,
  ) {}

  onModuleInit(): void {
    this.workers.register(RUN_TASK, ({ task }, job) => this.run(task, job));
  }

  private async run(id: string, { attempt }: RunningJob): Promise<void> {
    const task = await this.tasks.find(id);
    if (!task || task.state === 'done') return;
    // Only whoever asks for the failed job to be tried anew begins from the first try.
    const isAnew = task.state === 'failed' && attempt === 1;
    if (!isAnew && task.tries >= TRIES) {
      await this.tasks.breakOff(id);
      throw new PermanentError(`begun ${task.tries} times`);
    }
    const work = await this.tasks.workOf(id);
    if (!work) throw new PermanentError('it is not known any more what was to be done');
    const tries = isAnew ? 1 : task.tries + 1;
    await this.tasks.update(id, { state: 'running', tries, message: '' });
    const beat = this.beating(id);
    try {
      await this.begin(task, work);
    } catch (error) {
      if (error instanceof TakenOver) return;
      if (tries >= TRIES || attempt >= TRIES) await this.tasks.breakOff(id);
      throw error;
    } finally {
      beat.cancel();
    }
  }

  private beating(id: string) {
    let isHeard = true;
    return every(BEAT, () => {
      if (!isHeard) return;
      isHeard = false;
      void this.tasks
        .alive(id)
        .catch(() => undefined)
        .finally(() => (isHeard = true));
    });
  }

  private async begin(task: AdminTask, work: TaskWork): Promise<void> {
    const admin = this.site.find(task.resource);
    if (!admin) throw new PermanentError(`there is no resource ${task.resource}`);
    const user = await this.users.getUser(work.kept.userId);
    if (!user) {
      const wording = this.rest.wording(work.kept.language);
      return this.tasks.fail(task.id, wording.text(ADMIN_TEXTS.mayNotSignIn));
    }
    const request = innerRequest(admin, work.kept, user);
    try {
      if (work.kind === 'action') await this.actions.run(task, admin, work, request);
      else await this.imports.run(task, admin, work, request);
    } catch (error) {
      if (!(error instanceof APIException)) throw error;
      const message = textsIn(error.render(request.language)).join(' ');
      await this.tasks.fail(task.id, message);
    }
  }
}
