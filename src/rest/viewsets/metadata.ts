import type { EntityManager } from 'typeorm';
import { APIException } from '../exceptions.js';
import { pagesOf } from '../negotiation.js';
import type { RestRequest } from '../request.js';
import type { Type } from '@nestjs/common';
import { actionOptions } from './action.js';
import { shownMetadata } from '../serializers/output/metadata.js';
import { Serializer } from '../serializers/output/serializer.js';
import { fieldsMetadata } from '../serializers/input/index.js';
import { forAction, inputsOf, type ViewDefinition, type ViewRoute } from './definition.js';
import { parsedMediaTypes } from '../parsers/parse-body.js';
import { permissionOf, type Permission } from '../permissions/permissions.js';

/** `Goods List`, `Goods Instance`; of a plain view its name. DRF: views.get_view_name */
export function viewName(view: ViewDefinition, route: ViewRoute): string {
  return view.options.isPlain ? view.name : `${view.name} ${route.isDetail ? 'Instance' : 'List'}`;
}

/** A viewset that may be able to find the object a URL names. */
export interface FindsObjects {
  getObject?(request: RestRequest, manager: EntityManager): Promise<object>;
}

/**
 * What an OPTIONS request is told: name, description, formats, and the fields of the actions this
 * client may take.
 *
 * DRF: rest_framework.metadata.SimpleMetadata.
 *
 * @param instance the viewset itself, which knows the object
 */
export async function describeView(
  view: ViewDefinition,
  instance: FindsObjects,
  route: ViewRoute,
  request: RestRequest,
): Promise<Record<string, unknown>> {
  const { description } = view.options;
  const metadata: Record<string, unknown> = {
    name: viewName(view, route),
    description: description ?? '',
    renders: pagesOf(view, request.rest) ? ['application/json', 'text/html'] : ['application/json'],
    parses: parsedMediaTypes,
  };
  const actions: Record<string, unknown> = {};
  for (const verb of ['POST', 'PUT']) {
    const action = route.actions.get(verb);
    const input = action && inputsOf(view, action)[0];
    if (!input) continue;
    const asked = request.as(verb, {
      ...request.policy,
      action,
      permissions: permissionsOf(view, action, request),
    });
    if (await permitted(asked, instance)) actions[verb] = fieldsOf(view, action, input, request);
  }
  if (Object.keys(actions).length > 0) metadata.actions = actions;
  return metadata;
}

/**
 * All fields of an action in the order in which they are shown; those that are only taken come
 * last.
 */
function fieldsOf(
  view: ViewDefinition,
  action: string,
  input: Type<object>,
  { wording }: RestRequest,
): Record<string, unknown> {
  const taken = fieldsMetadata(input, wording);
  const serializer = shownBy(view, action);
  const shown = serializer ? shownMetadata(serializer, wording) : {};
  return { ...shown, ...taken };
}

/** What the action answers: its own by `@Action`, else what the viewset declares for it. */
function shownBy(view: ViewDefinition, action: string): Serializer | undefined {
  const own = actionOptions(view.target, action);
  if (!own) return forAction(view.options.serializers, action);
  return own.answer instanceof Serializer ? own.answer : undefined;
}

function permissionsOf(view: ViewDefinition, action: string, { rest }: RestRequest): Permission[] {
  const declared = forAction(view.options.permissions, action) ?? rest.options.defaultPermissions;
  return declared.map(permissionOf);
}

/** Verbs that are about the object of their URL. */
const OF_OBJECTS: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

/**
 * Whether the client may send such a request.
 *
 * DRF: SimpleMetadata.determine_actions, BrowsableAPIRenderer.show_form_for_method
 *
 * @returns null when it may not, else the object that the request is about, if it is about one
 */
export async function permitted(
  request: RestRequest,
  instance: FindsObjects,
): Promise<{ readonly object?: object } | null> {
  try {
    for (const permission of request.policy.permissions) {
      if (!(await permission.hasPermission(request))) return null;
    }
    if (!OF_OBJECTS.has(request.method)) return {};
    return { object: await instance.getObject?.(request, request.rest.dataSource.manager) };
  } catch (error) {
    if (error instanceof APIException) return null;
    throw error;
  }
}
