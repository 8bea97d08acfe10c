import { bilingual } from '../languages.js';
import {
  Action,
  Idempotent,
  integerKey,
  NotFound,
  once,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { AdminActions } from './actions/admin-actions.js';
import { keptOf } from './actions/inner-request.js';
import {
  AdminImportInput,
  AdminObjectInput,
  AdminSelectionInput,
  TreeOrderInput,
} from './admin.inputs.js';
import { historyPage } from './history/history.js';
import { importableKinds } from './imports/importable-kinds.js';
import { datesOf } from './lists/dates.js';
import { exportRows } from './lists/export.js';
import { facetsOf } from './lists/facets.js';
import { orderTree } from './lists/tree.js';
import { AdminTasks } from './tasks/admin-tasks.js';
import { taskIdOf } from './tasks/task-id.js';
import { AdminSite } from './admin-site.js';
import { BACK_OFFICE, RESOURCE_BODY } from './back-office.js';
import {
  ANY_OBJECT,
  ANY_PAGE,
  ANYTHING,
  answer,
  DATES,
  PROTECTED,
  STALE,
  COMPLAINTS,
} from './schemas.js';

const INVALID = {
  400: answer('What is wrong, at its place.', '错误信息，按字段列出。', COMPLAINTS),
};

/**
 * Every resource of the back office: requests are handed on to the one that the path names, once
 * its permissions allow them.
 */
@ViewSet({
  path: 'admin/api/:resource',
  name: 'Back Office Resource',
  isPlain: true,
  maxBodyBytes: RESOURCE_BODY,
  ...BACK_OFFICE,
})
export class AdminResourceController {
  constructor(
    private readonly site: AdminSite,
    private readonly actions: AdminActions,
    private readonly tasks: AdminTasks,
  ) {}

  @Action({
    summary: bilingual('List the rows of a resource', '列出某类对象'),
    answer: answer('A page of rows.', '一页数据。', ANY_PAGE),
    errors: INVALID,
  })
  async list(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'list', 'view');
    return admin.list(request);
  }

  @Idempotent()
  @Action({
    method: 'POST',
    input: AdminObjectInput,
    summary: bilingual('Add an object', '新增对象'),
    answer: answer('The new object.', '新增的对象。', ANY_OBJECT),
    errors: INVALID,
  })
  async create(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'create', 'add');
    return admin.create(request);
  }

  @Action({
    path: ':pk',
    summary: bilingual('Show an object with all that its form has', '查看对象'),
    answer: answer('The object; its version is in `ETag`.', '对象，版本见 `ETag`。', ANY_OBJECT),
    errors: INVALID,
  })
  async retrieve(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'retrieve', 'view');
    return admin.retrieve(request);
  }

  @Action({
    method: 'PATCH',
    path: ':pk',
    input: AdminObjectInput,
    summary: bilingual(
      'Change an object, in the version of `If-Match`',
      '修改对象（可带 `If-Match`）',
    ),
    answer: answer('The changed object.', '修改后的对象。', ANY_OBJECT),
    errors: { ...INVALID, ...STALE },
  })
  async partialUpdate(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'partialUpdate', 'change');
    return admin.partialUpdate(request);
  }

  @Action({
    method: 'DELETE',
    path: ':pk',
    status: 204,
    summary: bilingual('Delete an object', '删除对象'),
    answer: { description: bilingual('Deleted; no body.', '已删除，无正文。') },
    errors: { ...INVALID, ...STALE, ...PROTECTED },
  })
  async destroy(received: RestRequest): Promise<void> {
    const { admin, request } = await this.site.open(received, 'destroy', 'delete');
    await admin.destroy(request);
  }

  @Action({
    path: 'options',
    summary: bilingual('Find objects to refer to', '查找可引用的对象'),
    answer: answer('Keys and names.', '主键与名称。'),
    errors: INVALID,
  })
  async options(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.openChoices(received);
    return admin.choices(request);
  }

  @Action({
    path: 'facets',
    summary: bilingual('Count the rows by the values of the filters', '按筛选值统计数量'),
    answer: answer('Values and how many rows have them.', '各取值及数量。'),
    errors: INVALID,
  })
  async facets(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'facets', 'view');
    return facetsOf(admin, request);
  }

  @Action({
    path: 'dates',
    summary: bilingual('Count the rows by year, month or day', '按年、月、日统计数量'),
    answer: answer('Dates and how many rows are of them.', '日期及数量。', DATES),
    errors: INVALID,
  })
  async dates(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'dates', 'view');
    return datesOf(admin, request);
  }

  @Action({
    path: 'export',
    summary: bilingual(
      'Save the rows of the list in a file: `as=csv`, `as=json`, or `as=import` as an import takes it',
      '导出列表：`as=csv`、`as=json`，或可再次导入的 `as=import`',
    ),
    answer: {
      description: bilingual('The file.', '文件。'),
      contentType: 'text/csv; charset=utf-8',
      schema: { type: 'string' },
      otherTypes: { 'application/json': { type: 'array', items: ANYTHING } },
    },
    errors: INVALID,
  })
  async export(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'export', 'view');
    return exportRows(admin, request);
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: 'actions/:action',
    status: 200,
    input: AdminSelectionInput,
    summary: bilingual(
      'Do something to several rows, or to all that the filters leave',
      '对多个对象或全部筛选结果执行操作',
    ),
    answer: answer('How many rows it was done to.', '已处理数量。'),
    answers: { 202: answer('Many rows: the task that does it.', '数量较多：处理任务的编号。') },
    errors: { ...INVALID, ...PROTECTED },
  })
  async act(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'act', 'view');
    return this.actions.run(admin, received.params.action ?? '', request, once(received));
  }

  @Action({
    path: ':pk/dependants',
    summary: bilingual(
      'What would be deleted with an object, and what keeps it',
      '删除影响与受保护的依赖',
    ),
    answer: answer('Rows that depend on it.', '依赖该对象的内容。'),
    errors: INVALID,
  })
  async dependants(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'dependants', 'view');
    const { id } = await admin.getObject(request, admin.rest.dataSource.manager);
    return admin.dependantsOf([id], request);
  }

  @Action({
    path: 'dependants',
    summary: bilingual(
      'What would be deleted with the objects of `id`, or with those that the filters leave',
      '删除多个对象（`id` 或筛选结果）的影响与受保护的依赖',
    ),
    answer: answer('Rows that depend on them.', '依赖这些对象的内容。'),
    errors: INVALID,
  })
  async allDependants(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'dependants', 'view');
    return admin.dependantsOf(await this.actions.chosen(admin, request), request);
  }

  @Action({
    path: ':pk/history',
    summary: bilingual('What has been done with an object', '对象的操作记录'),
    answer: answer('A page of actions.', '一页操作记录。', ANY_PAGE),
  })
  async history(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'history', 'view');
    const id = integerKey(request.params.pk) ?? 0;
    return historyPage(this.site, [admin.options.name], request, admin.rest.dataSource.manager, id);
  }

  @Action({
    method: 'PATCH',
    path: 'order',
    status: 204,
    input: TreeOrderInput,
    summary: bilingual('Put the rows of a tree in order', '调整树的层级与顺序'),
    answer: { description: bilingual('Done; no body.', '已调整，无正文。') },
    errors: INVALID,
  })
  async order(received: RestRequest): Promise<void> {
    const { admin, request } = await this.site.open(received, 'order', 'change');
    const { items } = await request.validated(TreeOrderInput);
    await orderTree(admin, items, request);
  }

  @Idempotent()
  @Action({
    method: 'POST',
    path: 'import',
    status: 202,
    input: AdminImportInput,
    summary: bilingual(
      'Read rows from a file; with `?dry_run=1` nothing is kept',
      '从文件导入；`?dry_run=1` 时仅检查',
    ),
    answer: answer('The task that reads it.', '导入任务的编号。'),
    errors: INVALID,
  })
  async import(received: RestRequest): Promise<unknown> {
    const { admin, request } = await this.site.open(received, 'import', 'add');
    await admin.demand(received, 'change');
    if (!admin.importFile) throw new NotFound();
    const { file } = await request.validated(AdminImportInput);
    const isDry = request.query.get('dry_run') === '1';
    const { filename, bytes } = file;
    const kinds = await importableKinds(admin, received);
    const work = { kind: 'import', kept: keptOf(request, ''), filename, isDry, kinds } as const;
    const task = { id: taskIdOf(request), resource: admin.options.name, action: 'import', work };
    await admin.rest.transactions.run((transaction) =>
      once(received)(transaction, async () => {
        await this.tasks.begin(transaction, { ...task, file: bytes });
        return 0;
      }),
    );
    return { task: task.id };
  }
}
