import type { OpenAPIObject } from '@nestjs/swagger';
import type { Language } from '../i18n/messages.js';
import type { Rest } from '../rest.js';
import type { ApiGroup, ViewDefinition } from '../viewsets/definition.js';
import type { ViewRegistry } from '../viewsets/view-registry.js';
import { Components } from './components.js';
import { OperationIds } from './operation-id.js';
import { describeOperation, schemesOf, type DescribedRoute } from './operation.js';
import { templatePath } from './parameters.js';

type Paths = Record<string, Record<string, unknown>>;

/** How the documentation is told. */
export interface DocumentOptions {
  /** Of the texts; default: that of clients who ask for none. */
  readonly language?: Language;
  /** Which chapters: those of a document of their own; default: all others. */
  readonly document?: string;
}

/**
 * Adds to an API description everything that the viewsets declare: parameters, bodies, answers,
 * errors, security.
 *
 * DRF: drf_spectacular.generators.SchemaGenerator
 *
 * @param document e.g. as `DocumentBuilder` makes it
 */
export function describeResources(
  document: Omit<OpenAPIObject, 'paths'>,
  views: ViewRegistry,
  rest: Rest,
  { language = rest.languages.preferred, document: shownIn }: DocumentOptions = {},
): OpenAPIObject {
  const components = new Components(rest.wording(language));
  const ids = new OperationIds();
  const shown = new Map<string, ApiGroup>();
  const securitySchemes: Record<string, unknown> = {};
  const paths: Paths = {};
  for (const view of views.all()) {
    const group = groupOf(view);
    if (!group || group.document !== shownIn) continue;
    shown.set(group.name, group);
    for (const { route, isAlias } of routesOf(view, views)) {
      for (const { name, definition } of schemesOf(route)) {
        securitySchemes[name] = definition;
      }
      const path = (paths[templatePath(view, route.path)] ??= {});
      path[route.verb.toLowerCase()] = {
        operationId: ids.of(route),
        tags: [group.name],
        ...(isAlias && { deprecated: true }),
        ...describeOperation(components, route),
      };
    }
  }
  const ordered = [...rest.options.groups.filter(({ name }) => shown.has(name)), ...shown.values()];
  return {
    ...document,
    tags: [...new Set(ordered)].map(({ name, description }) => ({
      name,
      ...(description !== undefined && { description: components.text(description) }),
    })),
    paths,
    components: { ...components.all(), securitySchemes } as OpenAPIObject['components'],
  };
}

/** The group of a viewset; null: it is not documented. */
function groupOf({ name, options: { group, description } }: ViewDefinition): ApiGroup | null {
  return group === undefined ? { name, description } : group;
}

/** Every verb of every path of a viewset; its further prefixes are older names. */
function routesOf(
  view: ViewDefinition,
  views: ViewRegistry,
): { route: DescribedRoute; isAlias: boolean }[] {
  return view.paths.flatMap((prefix, index) =>
    view.routes.flatMap(({ path, actions }) =>
      [...actions].map(([verb, action]) => ({
        isAlias: index > 0,
        route: {
          view,
          path: [prefix, path].filter(Boolean).join('/'),
          verb,
          action,
          policy: views.policy(view, action),
          isOpen: views.isOpen(view, action),
        },
      })),
    ),
  );
}
