import { ModelAdmin } from '../admin/model-admin.js';
import { MENU } from '../menu.js';
import { bilingual } from '../languages.js';
import { Area } from './entities/index.js';

/**
 * Provinces, cities and districts, as the state has them. Nobody edits them: every start puts the
 * table right by the data package, and what somebody had written here would be lost.
 */
export class AreaAdmin extends ModelAdmin(Area, {
  name: 'areas',
  label: bilingual('Area', '行政区划'),
  plural: bilingual('Areas', '行政区划'),
  group: MENU.system,
  title: 'name',
  list: ['id', 'name', 'parent', 'isCurrent'],
  links: ['name'],
  filters: ['isCurrent'],
  search: ['name'],
  ordering: ['id'],
  form: [['name', 'parent'], 'isCurrent'],
  fields: {
    parent: { label: bilingual('Belongs to', '上级区域') },
    isCurrent: { label: bilingual('Current', '现行') },
  },
  readOnly: 'all',
  never: ['delete'],
}) {}
