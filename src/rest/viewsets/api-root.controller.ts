import { AllowAny } from '../permissions/permissions.js';
import type { RestRequest } from '../request.js';
import { ViewRegistry } from './view-registry.js';
import { ViewSet } from './viewset.decorator.js';

/**
 * `GET /`: the resources there are, with their URLs.
 *
 * DRF: rest_framework.routers.APIRootView.
 */
@ViewSet({
  path: '',
  name: 'Api Root',
  description: 'The default basic root view for DefaultRouter',
  group: null,
  authentication: [],
  permissions: [AllowAny],
  isPlain: true,
  listed: false,
})
export class ApiRootController {
  constructor(private readonly views: ViewRegistry) {}

  list(request: RestRequest): Record<string, string> {
    const listed = this.views
      .all()
      .filter(({ options, routes }) => options.listed !== false && hasCollection(routes));
    return Object.fromEntries(listed.map(({ paths }) => [paths[0]!, link(paths[0]!, request)]));
  }
}

/**
 * The URL of a resource. A format that was asked for is asked for again, in the same way.
 *
 * DRF: rest_framework.reverse.reverse.
 */
function link(path: string, request: RestRequest): string {
  if (request.path.includes('.json')) return request.absolute(`/${path}.json`);
  const format = request.query.get('format');
  return request.absolute(`/${path}/${format ? `?format=${format}` : ''}`);
}

function hasCollection(routes: readonly { path: string }[]): boolean {
  return routes.some(({ path }) => path === '');
}
