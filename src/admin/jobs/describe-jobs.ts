import { bilingual } from '../../languages.js';
import type { RestRequest } from '../../rest/index.js';
import { MOST_PER_PAGE } from '../shape/resource-shape.js';

const LABEL = bilingual('Failed jobs', '失败任务');

const COLUMNS = [
  ['name', 'text', bilingual('Job', '任务')],
  ['attempts', 'integer', bilingual('Tries', '尝试次数')],
  ['failed_at', 'datetime', bilingual('Failed', '失败时间')],
  ['error', 'text', bilingual('Error', '错误')],
] as const;

/** The jobs as a resource that is in no table; null for whoever is no administrator. */
export function describeJobs({ user, wording }: RestRequest, group: string): object | null {
  if (!user?.isSuperuser) return null;
  return {
    name: 'jobs',
    label: wording.text(LABEL),
    label_plural: wording.text(LABEL),
    group,
    permissions: { view: true, add: false, change: false, delete: false },
    list: {
      columns: COLUMNS.map(([name, type, label]) => ({
        name,
        label: wording.text(label),
        type,
        sortable: false,
        link: false,
        editable: false,
      })),
      filters: [],
      search: false,
      search_help: '',
      ordering: [],
      date_hierarchy: null,
      per_page: 50,
      max_per_page: MOST_PER_PAGE,
      actions: [
        {
          name: 'retry',
          label: wording.text(bilingual('Try again', '重新执行')),
          danger: false,
          confirm: null,
          fields: {},
        },
      ],
      export: [],
      import: false,
    },
    form: { fieldsets: [], fields: {}, inlines: [], save_as_new: false },
    screens: ['jobs'],
    tree: null,
    view_on_site: null,
    object_actions: [],
  };
}
