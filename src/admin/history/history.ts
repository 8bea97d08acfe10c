import type { EntityManager } from 'typeorm';
import {
  computed,
  dateTime,
  field,
  PageNumberPagination,
  Serializer,
  type RestRequest,
} from '../../rest/index.js';
import type { AdminSite } from '../admin-site.js';
import type { ResourceAdmin } from '../model-admin.js';
import { AdminLogEntry, type FieldChange } from './admin-log-entry.entity.js';

const PAGES = new PageNumberPagination({
  pageSize: 50,
  pageSizeParameter: 'page_size',
  maxPageSize: 200,
  countAtMost: 10_000,
});

const entrySchema = {};

/** An entry as the back office shows it; what its fields are called follows from the resource. */
function entrySerializer(site: AdminSite): Serializer {
  return new Serializer(AdminLogEntry, 'AdminHistoryEntry', {
    id: field('id'),
    at: dateTime('createdAt'),
    user: computed(
      ['userId', 'userName'],
      ({ userId, userName }) => (userId === null ? null : { id: userId, label: userName }),
      entrySchema,
    ),
    action: field('action'),
    resource: field('resource'),
    object_id: field('objectId'),
    object_label: field('objectLabel'),
    changes: computed(
      ['changes', 'resource'],
      ({ changes, resource }, request) =>
        labelled(changes as FieldChange[], site.find(String(resource)), request),
      entrySchema,
    ),
  });
}

function labelled(
  changes: readonly FieldChange[],
  admin: ResourceAdmin | undefined,
  { wording }: RestRequest,
) {
  const { fields = [], inlines = [] } = admin?.shape ?? {};
  return changes.map(({ field: name, from, to }) => {
    const declared = [...fields, ...inlines].find((each) => each.name === name);
    const label = declared?.label ? wording.text(declared.label) : wording.label(name);
    return { field: name, label, from, to };
  });
}

/**
 * A page of what has happened to some objects, the latest first.
 *
 * @param resources whose objects
 * @param objectId one of them only
 */
export async function historyPage(
  site: AdminSite,
  resources: readonly string[],
  request: RestRequest,
  manager: EntityManager,
  objectId?: number,
): Promise<unknown> {
  const query = manager
    .createQueryBuilder(AdminLogEntry, 'entry')
    .where('entry.resource IN (:...resources)', { resources: ['', ...resources] })
    .orderBy('entry.id', 'DESC');
  if (objectId !== undefined) query.andWhere('entry.objectId = :objectId', { objectId });
  const serializer = entrySerializer(site);
  const page = await PAGES.page(query, serializer, request);
  return page.envelope(serializer.representMany(page.rows, request));
}
