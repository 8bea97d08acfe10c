import { bilingual } from '../../languages.js';
import { MENU } from '../../menu.js';
import { ModelAdmin } from '../model-admin.js';
import { AdminLogEntry } from './admin-log-entry.entity.js';

/** What has been done in the back office; not even administrators change it. */
export class LogAdmin extends ModelAdmin(AdminLogEntry, {
  name: 'log-entries',
  label: bilingual('Action', '操作记录'),
  plural: bilingual('Actions', '操作记录'),
  group: MENU.system,
  title: 'objectLabel',
  list: ['createdAt', 'userName', 'action', 'resource', 'objectId', 'objectLabel'],
  filters: ['createdAt'],
  search: ['userName', 'resource', 'objectLabel'],
  dates: 'createdAt',
  fields: {
    createdAt: { label: bilingual('When', '时间') },
    resource: { label: bilingual('Resource', '资源') },
    objectId: { label: bilingual('Id of the object', '对象编号') },
    objectLabel: { label: bilingual('Object', '对象') },
    changes: { label: bilingual('Changes', '变更') },
  },
  readOnly: 'all',
  never: ['delete'],
}) {}
