import type { OpenAPIObject } from '@nestjs/swagger';
import type { Type } from '@nestjs/common';
import { openApiSchema } from '../serializers/input/index.js';
import type { Schema } from '../serializers/output/fields.js';
import { Serializer } from '../serializers/output/serializer.js';
import { isIdempotent } from '../idempotency/idempotency.js';
import type { QueryParameter } from '../pagination/pagination.js';
import { renderText, type Language, type Text } from '../i18n/messages.js';
import type { Rest } from '../rest.js';
import { actionOptions, type ActionOptions } from '../viewsets/action.js';
import {
  forAction,
  inputsOf,
  type ApiGroup,
  type ViewDefinition,
  type ViewRoute,
} from '../viewsets/definition.js';
import { parsedMediaTypes } from '../parsers/parse-body.js';
import { actionAnswer, namedErrors, queryParameters } from './actions.js';
import { ERROR_RESPONSES, errorSchemas, type ErrorStatus } from './errors.js';

type Operation = Record<string, unknown>;
type Paths = Record<string, Record<string, Operation>>;

const SUMMARIES: Readonly<Record<string, (name: string) => string>> = {
  list: (name) => `List: ${name}`,
  retrieve: (name) => `One: ${name}`,
  create: (name) => `Create: ${name}`,
  update: (name) => `Replace: ${name}`,
  partialUpdate: (name) => `Change: ${name}`,
  destroy: (name) => `Delete: ${name}`,
};

/**
 * Completes an API description with everything the viewsets declare: parameters, bodies, answers,
 * errors, security. What a handler documents itself stays as it is.
 *
 * DRF: rest_framework.schemas.openapi.AutoSchema.
 *
 * @param document as `SwaggerModule.createDocument` makes it; changed in place
 * @param options.groups in the order in which they are shown; default: that of the viewsets
 * @param options.language of the texts; default: that of clients who ask for none
 */
export function describeResources(
  document: OpenAPIObject,
  views: readonly ViewDefinition[],
  rest: Rest,
  options: { groups?: readonly ApiGroup[]; language?: Language } = {},
): OpenAPIObject {
  const { language = rest.languages.preferred } = options;
  const paths: Paths = {};
  for (const [path, item] of Object.entries(document.paths as Paths)) {
    paths[path] = item;
  }
  const schemas: Record<string, Schema> = { ...errorSchemas() };
  for (const view of views) {
    for (const route of view.routes) {
      view.paths.forEach((prefix, index) => {
        const isAlias = index > 0;
        describeRoute(paths, schemas, view, route, { prefix, isAlias, rest, language });
      });
    }
  }
  document.tags = tagsOf(views, options.groups ?? [], language);
  document.paths = sorted(paths) as OpenAPIObject['paths'];
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...sorted(schemas) } as never,
  };
  return document;
}

/** The groups that viewsets are in: first those whose order is known. */
function tagsOf(
  views: readonly ViewDefinition[],
  groups: readonly ApiGroup[],
  language: Language,
): { name: string; description?: string }[] {
  const shown = new Map(
    views.flatMap((view) => {
      const group = groupOf(view);
      return group ? [[group.name, group]] : [];
    }),
  );
  const ordered = groups.filter(({ name }) => shown.has(name));
  return [...new Set([...ordered, ...shown.values()])].map(({ name, description }) => ({
    name,
    ...(description && { description: renderText(description, language) }),
  }));
}

/** The group of a viewset; null: it is not documented. */
function groupOf({ name, options: { group, description } }: ViewDefinition): ApiGroup | null {
  return group === undefined ? { name, description } : group;
}

interface Place {
  readonly prefix: string;
  /** An older name of the same resource. */
  readonly isAlias: boolean;
  readonly rest: Rest;
  readonly language: Language;
}

function describeRoute(
  paths: Paths,
  schemas: Record<string, Schema>,
  view: ViewDefinition,
  route: ViewRoute,
  { prefix, isAlias, rest, language }: Place,
): void {
  const bare = `/${[prefix, route.path].filter(Boolean).join('/')}`.replace(/:(\w+)/g, '{$1}');
  const generated = paths[bare] ?? {};
  delete paths[bare];
  const group = groupOf(view);
  if (!group) return;
  const item: Record<string, Operation> = {};
  for (const [verb, action] of route.actions) {
    const operation = generated[verb.toLowerCase()] ?? {};
    const described = describeOperation(view, route, verb, action, schemas, rest, language);
    item[verb.toLowerCase()] = {
      ...described,
      operationId: operationId(prefix, route, action),
      tags: [group.name],
      ...(isAlias && { deprecated: true }),
      responses: {
        ...(described.responses as object),
        ...documented(operation.responses as Record<string, object> | undefined),
      },
    };
  }
  paths[bare.endsWith('/') ? bare : `${bare}/`] = item;
}

/** `goods_retrieve`; what a route has besides the key of an object is part of the name. */
function operationId(prefix: string, { path }: ViewRoute, action: string): string {
  const own = path.split(/\W+/).filter((word) => word !== '' && word !== 'pk');
  return [prefix || 'root', ...own, action].join('_');
}

/** Answers a handler describes itself; Nest adds an empty one to every handler. */
function documented(responses: Record<string, object> = {}): Record<string, object> {
  return Object.fromEntries(Object.entries(responses).filter(([, answer]) => 'content' in answer));
}

function describeOperation(
  view: ViewDefinition,
  route: ViewRoute,
  verb: string,
  action: string,
  schemas: Record<string, Schema>,
  rest: Rest,
  language: Language,
): Operation {
  const { options } = view;
  const own = actionOptions(view.target, action);
  const output = own ? own.answer : forAction(options.serializers, action);
  if (output instanceof Serializer) {
    for (const { name, schema } of familySchemas(output)) schemas[name] = schema;
  }
  const inputs = BODY_VERBS.has(verb) || own ? inputsOf(view, action) : [];
  const takesBody = inputs.length > 0;
  const authentication =
    forAction(options.authentication, action) ?? rest.options.defaultAuthentication;
  const isPrivate = authentication.length > 0;
  const isList = action === 'list';
  const said = own?.summary ?? options.summaries?.[action];
  const summary: Text = said ?? SUMMARIES[action]?.(view.name) ?? `${action}: ${view.name}`;
  return {
    summary: renderText(summary, language),
    ...(own?.description && { description: renderText(own.description, language) }),
    parameters: [
      ...pathParameters(route, own),
      ...(own?.query ? queryParameters(own.query) : []),
      ...(isList && !own ? listParameters(view) : []),
      LANGUAGE,
      ...(isIdempotent(view.target, action) ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(takesBody ? { requestBody: requestBody(inputs, action) } : {}),
    responses: {
      ...(own ? actionAnswer(own, verb) : success(view, action, output as Serializer | undefined)),
      ...errors(errorStatuses(view, route, action, takesBody, isPrivate)),
      ...namedErrors(options.errors?.[action]),
      ...namedErrors(own?.errors),
    },
    ...(isPrivate ? { security: [{ jwt: [] }] } : { security: [] }),
  };
}

/** Verbs whose requests have a body. */
const BODY_VERBS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

const LANGUAGE = {
  name: 'Accept-Language',
  in: 'header',
  description: 'Language of messages: Chinese, or English when it is preferred.',
  schema: { type: 'string', examples: ['zh-CN', 'en'] },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Made up by the client. A request repeated with it does nothing twice.',
  schema: { type: 'string', examples: ['8e03978e-40d5-43dd-bc93-6894a57f9324'] },
};

function pathParameters({ path }: ViewRoute, own: ActionOptions | undefined): Operation[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: own?.params?.[name!] ?? { type: 'string' },
  }));
}

function listParameters({ options }: ViewDefinition): Operation[] {
  const parameters: QueryParameter[] = [
    ...(options.pagination?.parameters() ?? []),
    ...(options.filters ?? []).flatMap((filter) => filter.parameters()),
  ];
  return parameters.map((parameter) => ({ ...parameter, in: 'query', required: false }));
}

function requestBody(inputs: readonly Type<object>[], action: string): Operation {
  const schemas = inputs.map((input) =>
    openApiSchema(input, { partial: action === 'partialUpdate' }),
  );
  const schema = schemas.length === 1 ? schemas[0] : { anyOf: schemas };
  return {
    required: true,
    content: Object.fromEntries(parsedMediaTypes.map((type) => [type, { schema }])),
  };
}

function success(view: ViewDefinition, action: string, output: Serializer | undefined): Operation {
  if (action === 'destroy') return { 204: { description: 'Deleted; no body.' } };
  if (!output) return {};
  const object = { $ref: `#/components/schemas/${output.name}` };
  const { pagination, cache } = view.options;
  const list = pagination ? pagination.schema(object) : { type: 'array', items: object };
  const isKept = cache && (cache.actions ?? ['list', 'retrieve']).includes(action);
  return {
    [action === 'create' ? 201 : 200]: {
      description: action === 'create' ? 'Created.' : 'OK.',
      content: { 'application/json': { schema: action === 'list' ? list : object } },
    },
    ...(isKept ? { 304: { description: 'The copy named by `If-None-Match` is current.' } } : {}),
  };
}

function errorStatuses(
  view: ViewDefinition,
  route: ViewRoute,
  action: string,
  takesBody: boolean,
  isPrivate: boolean,
): ErrorStatus[] {
  const { filters, pagination } = view.options;
  const statuses: ErrorStatus[] = [406, 429, 500, 503];
  if (takesBody || (action === 'list' && filters)) statuses.push(400);
  if (takesBody) statuses.push(413, 415);
  if (isPrivate) statuses.push(401, 403);
  if (isIdempotent(view.target, action)) statuses.push(422);
  if (route.path.includes(':') || (action === 'list' && pagination)) statuses.push(404);
  return statuses.sort();
}

function errors(statuses: readonly ErrorStatus[]): Operation {
  return Object.fromEntries(statuses.map((status) => [status, ERROR_RESPONSES[status]]));
}

function familySchemas(serializer: Serializer): { name: string; schema: Schema }[] {
  return serializer.family().map((member) => ({ name: member.name, schema: member.schema() }));
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
