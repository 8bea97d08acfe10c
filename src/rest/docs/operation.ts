import type { Type } from '@nestjs/common';
import type { SecurityScheme } from '../authentication/authentication.js';
import { isIdempotent } from '../idempotency/idempotency.js';
import { message, type Text } from '../i18n/messages.js';
import { takesFiles, type Schema } from '../serializers/input/index.js';
import { Serializer } from '../serializers/output/serializer.js';
import { actionOptions, type ActionOptions } from '../viewsets/action.js';
import { forAction, inputsOf, type ViewDefinition } from '../viewsets/definition.js';
import type { Policy } from '../viewsets/policy.js';
import type { Components } from './components.js';
import { badRequest, namedError, sharedError } from './errors.js';
import {
  copyHeader,
  idempotencyHeader,
  languageHeader,
  listParameters,
  pathParameters,
  queryParameters,
} from './parameters.js';
import { summaryOf } from './summaries.js';

/** One verb of one path. */
export interface DescribedRoute {
  readonly view: ViewDefinition;
  /** With the prefix, e.g. `goods/:pk`. */
  readonly path: string;
  readonly verb: string;
  readonly action: string;
  readonly policy: Policy;
  /** Whether nobody needs to have signed in. */
  readonly isOpen: boolean;
}

/** Verbs that DRF's generic views take a body with. */
const BODY_VERBS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

const OK = message({ en: 'OK.', 'zh-hans': '成功。' });
const CREATED = message({ en: 'Created.', 'zh-hans': '已创建。' });
const DELETED = message({ en: 'Deleted; no body.', 'zh-hans': '已删除，无正文。' });
const UNCHANGED = message({
  en: 'The copy named by `If-None-Match` is current.',
  'zh-hans': '`If-None-Match` 所指的副本仍有效。',
});

/**
 * What an operation takes and answers, as far as its viewset declares it.
 *
 * DRF: rest_framework.schemas.openapi.AutoSchema.get_operation
 */
export function describeOperation(
  components: Components,
  route: DescribedRoute,
): Record<string, unknown> {
  const { view, path, verb, action, policy } = route;
  const own = actionOptions(view.target, action);
  const inputs = BODY_VERBS.has(verb) || own ? inputsOf(view, action) : [];
  const isList = action === 'list' && !own;
  return {
    summary: components.text(summaryOf(view, action, own)),
    ...(own?.description && { description: components.text(own.description) }),
    parameters: [
      ...pathParameters(view, path, own),
      ...(own?.query ? queryParameters(components, own.query) : []),
      ...(isList ? listParameters(components, view) : []),
      languageHeader(components),
      ...(isIdempotent(view.target, action) ? [idempotencyHeader(components)] : []),
      ...(policy.cache ? [copyHeader(components)] : []),
    ],
    ...(inputs.length > 0 && {
      requestBody: requestBody(components, inputs, action === 'partialUpdate', own?.mediaType),
    }),
    responses: {
      ...success(components, route, own),
      ...errors(components, route, own, inputs),
    },
    security: [
      ...(route.isOpen && policy.authentications.length > 0 ? [{}] : []),
      ...schemesOf(route).map(({ name }) => ({ [name]: [] })),
    ],
  };
}

/** How credentials may be sent. */
export function schemesOf({ policy }: DescribedRoute): readonly SecurityScheme[] {
  return policy.authentications.flatMap(({ schemes }) => schemes);
}

/** In one media type, although all that are parsed are taken: generated clients send the first. */
function requestBody(
  components: Components,
  inputs: readonly Type<object>[],
  partial: boolean,
  mediaType = inputs.some(takesFiles) ? 'multipart/form-data' : 'application/json',
): object {
  const schemas = inputs.map((input) => components.input(input, partial));
  const schema = schemas.length === 1 ? schemas[0] : { anyOf: schemas };
  return { required: true, content: { [mediaType]: { schema } } };
}

function success(
  components: Components,
  { view, verb, action, policy }: DescribedRoute,
  own: ActionOptions | undefined,
): object {
  if (own) {
    const status = own.status ?? (verb === 'POST' ? 201 : 200);
    const answers = Object.entries({ [status]: own.answer, ...own.answers });
    return Object.fromEntries(answers.map(([code, said]) => [code, answer(components, said)]));
  }
  if (action === 'destroy') return { 204: { description: components.text(DELETED) } };
  const output = forAction(view.options.serializers, action);
  if (!output) return { 200: { description: components.text(OK) } };
  const schema =
    action === 'list'
      ? components.list(output, view.options.pagination)
      : components.output(output);
  const isCreated = action === 'create';
  return {
    [isCreated ? 201 : 200]: {
      description: components.text(isCreated ? CREATED : OK),
      ...(policy.cache && { headers: { ETag: { schema: { type: 'string' } } } }),
      content: { 'application/json': { schema } },
    },
    ...(policy.cache && { 304: { description: components.text(UNCHANGED) } }),
  };
}

function answer(components: Components, declared: ActionOptions['answer']): object {
  if (!declared) return { description: components.text(OK) };
  if (declared instanceof Serializer) {
    return body(components, OK, components.output(declared));
  }
  const { description, schema, example, contentType } = declared;
  if (!schema) return { description: components.text(description) };
  return body(components, description, components.schema(schema), contentType, example);
}

function body(
  components: Components,
  description: Text,
  schema: Schema,
  contentType = 'application/json',
  example?: unknown,
): object {
  return {
    description: components.text(description),
    content: { [contentType]: { schema, ...(example !== undefined && { example }) } },
  };
}

function errors(
  components: Components,
  route: DescribedRoute,
  own: ActionOptions | undefined,
  inputs: readonly Type<object>[],
): object {
  const { view, action } = route;
  const named = { ...view.options.errors?.[action], ...own?.errors };
  const statuses = new Set([
    ...usualStatuses(route, own, inputs),
    ...Object.keys(named).map(Number),
  ]);
  const isList = action === 'list';
  return Object.fromEntries(
    [...statuses].map((status) => {
      const said = named[status];
      if (said) return [status, namedError(components, status, said, inputs)];
      if (status === 400) return [status, badRequest(components, inputs)];
      return [status, sharedError(components, status, isList)];
    }),
  );
}

function usualStatuses(
  { view, path, action, policy }: DescribedRoute,
  own: ActionOptions | undefined,
  inputs: readonly Type<object>[],
): number[] {
  const { filters, pagination } = view.options;
  const isList = action === 'list' && !own;
  // DRF narrows by the query string before it looks for an object, too.
  const isOfRows = isList || path.includes(':');
  const takesBody = inputs.length > 0;
  return [
    ...(takesBody || own?.query || (filters && !own && isOfRows) ? [400] : []),
    ...(policy.authentications.length > 0 ? [401, 403] : []),
    ...(path.includes(':') || (isList && pagination) ? [404] : []),
    406,
    ...(takesBody ? [413, 415] : []),
    ...(isIdempotent(view.target, action) ? [422] : []),
    ...(policy.throttles.length > 0 ? [429] : []),
    500,
    503,
  ];
}
