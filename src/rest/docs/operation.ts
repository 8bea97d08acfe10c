import type { Type } from '@nestjs/common';
import type { SecurityScheme } from '../authentication/authentication.js';
import { SearchFilter } from '../filters/search.filter.js';
import { isIdempotent } from '../idempotency.js';
import { message, type Text } from '../i18n/messages.js';
import { takesFiles, type Schema } from '../serializers/input/index.js';
import { Serializer } from '../serializers/output/serializer.js';
import { actionOptions, type ActionOptions, type DocumentedErrors } from '../viewsets/action.js';
import { forAction, inputsOf, type ViewDefinition } from '../viewsets/definition.js';
import type { Policy } from '../viewsets/policy.js';
import type { Components } from './components.js';
import { type Answered, enveloped } from './enveloped.js';
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
  const query = queryOf(view, action, own);
  return {
    summary: components.text(summaryOf(view, action, own)),
    ...(own?.description && { description: components.text(own.description) }),
    parameters: [
      ...pathParameters(view, path, own),
      ...(query ? queryParameters(components, query) : []),
      ...(isList ? listParameters(components, view) : []),
      languageHeader(components),
      ...(isIdempotent(view.target, action) ? [idempotencyHeader(components)] : []),
      ...(policy.cache ? [copyHeader(components)] : []),
    ],
    ...(inputs.length > 0 && {
      requestBody: requestBody(components, inputs, action === 'partialUpdate', own?.mediaType),
    }),
    responses: answers(components, route, own, inputs),
    security: [
      ...(route.isOpen && policy.authentications.length > 0 ? [{}] : []),
      ...schemesOf(route).map(({ name }) => ({ [name]: [] })),
    ],
  };
}

function queryOf(
  { options }: ViewDefinition,
  action: string,
  own: ActionOptions | undefined,
): Type<object> | undefined {
  return own ? own.query : options.queries?.[action];
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

function answers(
  components: Components,
  route: DescribedRoute,
  own: ActionOptions | undefined,
  inputs: readonly Type<object>[],
): object {
  const succeeded = success(components, route, own);
  const { envelope } = route.policy;
  return envelope
    ? enveloped(components, envelope, succeeded, errorStatuses(route, own, inputs))
    : { ...succeeded, ...errors(components, route, own, inputs) };
}

function success(
  components: Components,
  { view, verb, action, policy }: DescribedRoute,
  own: ActionOptions | undefined,
): Record<string, Answered> {
  if (own) {
    const status = own.status ?? (verb === 'POST' ? 201 : 200);
    const answers = Object.entries({ [status]: own.answer, ...own.answers });
    return {
      ...Object.fromEntries(answers.map(([code, said]) => [code, answer(components, said)])),
      ...unchanged(components, policy),
    };
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
    ...unchanged(components, policy),
  };
}

/** What is said to clients that have a current copy of an answer that is kept. */
function unchanged(components: Components, { cache }: Policy): Record<string, Answered> {
  return cache ? { 304: { description: components.text(UNCHANGED) } } : {};
}

function answer(components: Components, declared: ActionOptions['answer']): Answered {
  if (!declared) return { description: components.text(OK) };
  if (declared instanceof Serializer) {
    return body(components, OK, components.output(declared));
  }
  const { description, schema, example, contentType, otherTypes = {} } = declared;
  if (!schema) return { description: components.text(description) };
  const { content, ...said } = body(
    components,
    description,
    components.schema(schema),
    contentType,
    example,
  );
  const others = Object.entries(otherTypes).map(([type, other]) => [type, { schema: other }]);
  return { ...said, content: { ...content, ...Object.fromEntries(others) } };
}

function body(
  components: Components,
  description: Text,
  schema: Schema,
  contentType = 'application/json',
  example?: unknown,
): Answered {
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
  const named = namedErrors(route, own);
  const isList = action === 'list';
  const isSearched = !!view.options.filters?.some((filter) => filter instanceof SearchFilter);
  return Object.fromEntries(
    [...errorStatuses(route, own, inputs)].map((status) => {
      const said = named[status];
      if (said) return [status, namedError(components, status, said, inputs)];
      if (status === 400) return [status, badRequest(components, inputs, isSearched)];
      return [status, sharedError(components, status, isList)];
    }),
  );
}

/** Errors that an operation tells of in its own words. */
function namedErrors(
  { view, action }: DescribedRoute,
  own: ActionOptions | undefined,
): DocumentedErrors {
  return { ...view.options.errors?.[action], ...own?.errors };
}

function errorStatuses(
  route: DescribedRoute,
  own: ActionOptions | undefined,
  inputs: readonly Type<object>[],
): ReadonlySet<number> {
  const named = Object.keys(namedErrors(route, own)).map(Number);
  return new Set([...usualStatuses(route, own, inputs), ...named]);
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
    ...(takesBody || queryOf(view, action, own) || (filters && !own && isOfRows) ? [400] : []),
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
