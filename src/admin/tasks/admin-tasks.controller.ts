import { bilingual } from '../../languages.js';
import { Action, named, objectSchema, type RestRequest, ViewSet } from '../../rest/index.js';
import { BACK_OFFICE } from '../back-office.js';
import { answer } from '../schemas.js';
import { AdminTasks } from './admin-tasks.js';
import { TASK_STATES } from './admin-task.entity.js';
import { recentTasks } from './recent-tasks.js';

const STATE = named(
  'AdminTask',
  objectSchema({
    state: { type: 'string', enum: TASK_STATES },
    done: { type: 'integer' },
    total: { type: 'integer' },
    message: { type: 'string' },
    errors: {
      type: 'array',
      items: objectSchema({ row: { type: 'integer' }, message: { type: 'string' } }),
    },
  }),
);

/** Work on many rows: what somebody has begun, and how far it is. */
@ViewSet({ path: 'admin/api/tasks', name: 'Back Office Task', isPlain: true, ...BACK_OFFICE })
export class AdminTasksController {
  constructor(private readonly tasks: AdminTasks) {}

  @Action({
    summary: bilingual('The latest tasks of the user', '当前用户最近的任务'),
    answer: answer('Tasks, the latest first.', '任务列表，最新的在前。'),
  })
  list(request: RestRequest): Promise<unknown> {
    request.reply.header('Cache-Control', 'no-store');
    return recentTasks(request);
  }

  @Action({
    path: ':task',
    summary: bilingual('How far a task is', '任务进度'),
    answer: answer('Rows done, and those that were not.', '已处理行数与出错行。', STATE),
  })
  retrieve(request: RestRequest): Promise<unknown> {
    request.reply.header('Cache-Control', 'no-store');
    return this.tasks.stateOf(request.params.task ?? '', request.user!);
  }
}
