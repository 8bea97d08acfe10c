import type { RestRequest } from '../request.js';
import { fieldsMetadata } from '../serializers/input/index.js';
import { forAction, inputOf, type ViewDefinition, type ViewRoute } from './definition.js';
import { parsedMediaTypes } from '../parsers/parse-body.js';
import { permissionOf } from '../permissions/permissions.js';

/**
 * What an OPTIONS request is told: name, description, formats, and the fields of the actions this
 * client may take.
 *
 * DRF: rest_framework.metadata.SimpleMetadata.
 */
export async function describeView(
  view: ViewDefinition,
  route: ViewRoute,
  request: RestRequest,
): Promise<Record<string, unknown>> {
  const { description } = view.options;
  const metadata: Record<string, unknown> = {
    name: `${view.name} ${route.isDetail ? 'Instance' : 'List'}`,
    description: description ?? '',
    renders: ['application/json'],
    parses: parsedMediaTypes,
  };
  const actions: Record<string, unknown> = {};
  for (const verb of ['POST', 'PUT']) {
    const action = route.actions.get(verb);
    const input = action && inputOf(view, action);
    if (input && (await mayTake(view, action, request)))
      actions[verb] = fieldsMetadata(input, request.language);
  }
  if (Object.keys(actions).length > 0) metadata.actions = actions;
  return metadata;
}

async function mayTake(
  view: ViewDefinition,
  action: string,
  request: RestRequest,
): Promise<boolean> {
  const permissions =
    forAction(view.options.permissions, action) ?? request.rest.options.defaultPermissions;
  for (const permission of permissions) {
    if (!(await permissionOf(permission).hasPermission(request))) return false;
  }
  return true;
}
