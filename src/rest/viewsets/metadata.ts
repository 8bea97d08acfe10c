import type { EntityManager } from 'typeorm';
import { APIException } from '../exceptions.js';
import type { RestRequest } from '../request.js';
import { fieldsMetadata } from '../serializers/input/index.js';
import { forAction, inputsOf, type ViewDefinition, type ViewRoute } from './definition.js';
import { parsedMediaTypes } from '../parsers/parse-body.js';
import { permissionOf, type Permission } from '../permissions/permissions.js';

/** A viewset that may be able to find the object a URL names. */
interface FindsObjects {
  getObject?(request: RestRequest, manager: EntityManager): Promise<unknown>;
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
    name: `${view.name} ${route.isDetail ? 'Instance' : 'List'}`,
    description: description ?? '',
    renders: ['application/json'],
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
    if (await mayTake(asked, instance)) actions[verb] = fieldsMetadata(input, request.language);
  }
  if (Object.keys(actions).length > 0) metadata.actions = actions;
  return metadata;
}

function permissionsOf(view: ViewDefinition, action: string, { rest }: RestRequest): Permission[] {
  const declared = forAction(view.options.permissions, action) ?? rest.options.defaultPermissions;
  return declared.map(permissionOf);
}

/** DRF: SimpleMetadata.determine_actions. */
async function mayTake(request: RestRequest, instance: FindsObjects): Promise<boolean> {
  try {
    for (const permission of request.policy.permissions) {
      if (!(await permission.hasPermission(request))) return false;
    }
    if (request.method === 'PUT') {
      await instance.getObject?.(request, request.rest.dataSource.manager);
    }
    return true;
  } catch (error) {
    if (error instanceof APIException) return false;
    throw error;
  }
}
