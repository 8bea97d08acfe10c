import type { RestUser } from '../../authentication/authentication.js';
import { RestRequest } from '../../request.js';
import type { FieldRelation } from '../../serializers/input/fields/field.js';
import { entityOf, type ViewDefinition } from '../../viewsets/definition.js';
import { GenericViewSetBase } from '../../viewsets/generic.viewset.js';
import { permitted } from '../../viewsets/metadata.js';
import type { ViewRegistry } from '../../viewsets/view-registry.js';

/** More rows than this are searched for, not listed. */
const MOST_OPTIONS = 100;

/** Properties that rows are called by, the likeliest first. */
const NAMES = ['name', 'title', 'username', 'subject', 'slug', 'sn'];

/** What a field may be set to. */
export type RelatedRows =
  | { readonly kind: 'options'; readonly options: readonly Option[] }
  /** Too many to list: where to search for them; null where the resource has no search. */
  | { readonly kind: 'search'; readonly url: string | null };

export interface Option {
  readonly value: string;
  readonly text: string;
}

/**
 * The rows that a field may name. They are read through the resource that lists them, so that a form
 * shows nobody more than the list does; null where there is none that the client may list.
 *
 * DRF: RelatedField.get_choices, which lists the field's whole queryset
 */
export async function relatedRows(
  relation: FieldRelation,
  request: RestRequest,
  views: ViewRegistry,
): Promise<RelatedRows | null> {
  const list = await listOf(relation, request, views);
  if (!list) return null;
  const { view, instance, asked } = list;
  const { manager } = request.rest.dataSource;
  const metadata = manager.dataSource.getMetadata(instance.entity);
  const key = metadata.primaryColumns[0]!.propertyName;
  const name = NAMES.find((property) => metadata.findColumnWithPropertyName(property)) ?? key;
  const query = instance.getQueryset(asked, manager);
  relation.queryset?.(query, request.validationContext());
  query
    .select(`${query.alias}.${key}`, 'row_key')
    .addSelect(`${query.alias}.${name}`, 'row_name')
    .addSelect(`${query.alias}.${relation.property ?? key}`, 'row_value')
    .orderBy(`${query.alias}.${key}`)
    .limit(MOST_OPTIONS + 1);
  const rows = await query.getRawMany<Record<'row_key' | 'row_name' | 'row_value', unknown>>();
  if (rows.length > MOST_OPTIONS) return { kind: 'search', url: searchUrl(view) };
  const options = rows.map((row) => ({
    value: relation.path ? `/${relation.path}/${String(row.row_key)}/` : String(row.row_value),
    text: name === key ? `#${String(row.row_key)}` : String(row.row_name),
  }));
  return { kind: 'options', options };
}

/** The resource that lists the rows, if the client may list them. */
async function listOf({ entity }: FieldRelation, request: RestRequest, views: ViewRegistry) {
  for (const view of views.all()) {
    const hasList = view.routes.some(({ path, actions }) => !path && actions.get('GET') === 'list');
    if (!hasList || entityOf(view) !== entity()) continue;
    const instance: unknown = views.instanceOf(view);
    if (!(instance instanceof GenericViewSetBase)) continue;
    const asked = listRequest(request, view, views, request.user);
    if (await permitted(asked, instance)) return { view, instance, asked };
  }
  return null;
}

function listRequest(
  { raw, reply, rest }: RestRequest,
  view: ViewDefinition,
  views: ViewRegistry,
  user: RestUser | null,
): RestRequest {
  const asked = new RestRequest(raw, reply, rest, view, views.policy(view, 'list'));
  asked.user = user;
  return asked.as('GET', asked.policy);
}

function searchUrl({ paths, options }: ViewDefinition): string | null {
  const controls = (options.filters ?? []).flatMap(({ control }) => control ?? []);
  const search = controls.find(({ kind }) => kind === 'search');
  return search ? `/${paths[0]!}/?format=json&${search.parameter}=` : null;
}
