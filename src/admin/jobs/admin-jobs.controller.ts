import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { JobQueue } from '../../infrastructure/jobs/index.js';
import { bilingual } from '../../languages.js';
import { Action, integerKey, Rest, ViewSet, type RestRequest } from '../../rest/index.js';
import { AdminJobsInput } from '../admin.inputs.js';
import { ADMIN_TEXTS } from '../admin.messages.js';
import { BACK_OFFICE } from '../back-office.js';
import { AdminLog } from '../history/admin-log.js';
import { BackOfficeAdministrators } from '../permissions.js';
import { ANY_PAGE, answer } from '../schemas.js';

const PER_PAGE = 50;

/** Jobs that have failed for good: administrators read why, and give them another try. */
@ViewSet({
  path: 'admin/api/jobs',
  name: 'Back Office Jobs',
  isPlain: true,
  ...BACK_OFFICE,
  permissions: [BackOfficeAdministrators],
})
export class AdminJobsController {
  constructor(
    private readonly queue: JobQueue,
    private readonly log: AdminLog,
    private readonly rest: Rest,
  ) {}

  @Action({
    summary: bilingual('Jobs that have failed for good', '执行失败的任务'),
    answer: answer('A page of them, the latest first.', '一页任务，最新的在前。', ANY_PAGE),
    errors: STORE_ERRORS,
  })
  async list(request: RestRequest): Promise<unknown> {
    const failed = await this.queue.failed();
    const page = Math.max(1, integerKey(request.query.get('page')) ?? 1);
    const size = integerKey(request.query.get('page_size')) || PER_PAGE;
    const rows = failed.slice((page - 1) * size, page * size);
    request.reply.header('Cache-Control', 'no-store');
    return {
      count: failed.length,
      next: null,
      previous: null,
      results: rows.map(({ id, name, attempts, failedAt, reason }) => ({
        id,
        _label: id,
        name,
        attempts,
        failed_at: request.localTime.dateTime(failedAt),
        error: reason,
      })),
    };
  }

  @Action({
    method: 'POST',
    path: 'actions/retry',
    status: 200,
    input: AdminJobsInput,
    summary: bilingual('Give failed jobs all their tries again', '重新执行失败的任务'),
    answer: answer('How many were there.', '重新执行的数量。'),
    errors: STORE_ERRORS,
  })
  async retry(request: RestRequest): Promise<unknown> {
    const { ids } = await request.validated(AdminJobsInput);
    let done = 0;
    for (const id of ids) {
      if (!(await this.queue.retry(id))) continue;
      done += 1;
      const happening = { resource: 'jobs', objectId: 0, objectLabel: id, action: 'retry' };
      await this.rest.transactions.run(({ manager }) =>
        this.log.write(manager, request.user, [{ ...happening, changes: [] }]),
      );
    }
    return { done, message: request.wording.text(ADMIN_TEXTS.done(done)) };
  }
}
