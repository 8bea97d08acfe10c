import { bilingual } from '../../languages.js';
import { Action, APIView, named, objectSchema, type RestRequest } from '../../rest/index.js';
import { BACK_OFFICE } from '../back-office.js';
import { answer } from '../schemas.js';
import { AdminTasks } from './admin-tasks.js';
import { TASK_STATES } from './admin-task.entity.js';

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

/** How far work on many rows is. */
@APIView({ path: 'admin/api/tasks/:task', name: 'Back Office Task', ...BACK_OFFICE })
export class AdminTasksController {
  constructor(private readonly tasks: AdminTasks) {}

  @Action({
    summary: bilingual('How far a task is', '任务进度'),
    answer: answer('Rows done, and those that were not.', '已处理行数与出错行。', STATE),
  })
  get(request: RestRequest): Promise<unknown> {
    request.reply.header('Cache-Control', 'no-store');
    return this.tasks.stateOf(request.params.task ?? '', request.user!);
  }
}
