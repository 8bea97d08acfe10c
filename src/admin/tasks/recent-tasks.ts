import {
  computed,
  dateTime,
  field,
  loadRows,
  Serializer,
  type RestRequest,
} from '../../rest/index.js';
import { AdminTask } from './admin-task.entity.js';

/** Tasks that are told at once. */
const MOST = 20;

const TASK = new Serializer(AdminTask, 'AdminRecentTask', {
  id: field('id'),
  at: dateTime('createdAt'),
  resource: field('resource'),
  action: field('action'),
  state: field('state'),
  done: field('done'),
  total: field('total'),
  message: field('message'),
  errors: computed(['errors'], ({ errors }) => errors, {}),
});

/** What the user has begun lately, the latest first. */
export async function recentTasks(request: RestRequest): Promise<unknown> {
  const query = request.rest.dataSource.manager
    .createQueryBuilder(AdminTask, 'task')
    .where('task.userId = :userId', { userId: request.user!.id })
    .orderBy('task.createdAt', 'DESC')
    .addOrderBy('task.id')
    .limit(MOST);
  return { results: TASK.representMany(await loadRows(query, TASK), request) };
}
