import type { Type } from '@nestjs/common';
import {
  type APIException,
  NotAcceptable,
  NotAuthenticated,
  NotFound,
  PermissionDenied,
  RequestTooLarge,
  Throttled,
  UnsupportedMediaType,
} from '../exceptions.js';
import { message, type Text } from '../i18n/messages.js';
import { IdempotencyKeyReused } from '../idempotency.js';
import { DictInput, ListInput, NestedInput } from '../serializers/input/index.js';
import { shapeOf } from '../serializers/input/registry.js';
import type { Schema } from '../serializers/output/fields.js';
import type { DocumentedAnswer } from '../viewsets/action.js';
import type { Components } from './components.js';
import { objectSchema } from './named-schema.js';

/** An error that many operations share. */
interface SharedError {
  readonly name: string;
  readonly description: Text;
  /** One whose body is the example. */
  readonly example?: APIException;
  readonly headers?: object;
}

const both = (en: string, zhHans: string): Text => message({ en, 'zh-hans': zhHans });
const RETRY_AFTER = { 'Retry-After': { schema: { type: 'integer' } } };

/** By status; 400 is told by every operation itself. */
const SHARED: Readonly<Record<number, SharedError>> = {
  401: {
    name: 'Unauthorized',
    description: both('No credentials, or bad ones.', '未提供身份认证信息，或信息有误。'),
    example: new NotAuthenticated(),
    headers: { 'WWW-Authenticate': { schema: { type: 'string' } } },
  },
  403: {
    name: 'Forbidden',
    description: both('Not allowed to this user.', '该用户无权执行。'),
    example: new PermissionDenied(),
  },
  404: {
    name: 'NotFound',
    description: both('There is no such thing.', '不存在。'),
    example: new NotFound(),
  },
  406: {
    name: 'NotAcceptable',
    description: both('The client takes no JSON.', '客户端不接受 JSON。'),
    example: new NotAcceptable(),
  },
  413: {
    name: 'ContentTooLarge',
    description: both('The body is too large.', '请求体过大。'),
    example: new RequestTooLarge(),
  },
  415: {
    name: 'UnsupportedMediaType',
    description: both('A body of a type that is not read.', '不支持的请求体类型。'),
    example: new UnsupportedMediaType('text/csv'),
  },
  422: {
    name: 'IdempotencyKeyReused',
    description: both(
      'The `Idempotency-Key` was used for another request.',
      '该 `Idempotency-Key` 已用于另一请求。',
    ),
    example: new IdempotencyKeyReused(),
  },
  429: {
    name: 'TooManyRequests',
    description: both('Too many requests.', '请求过于频繁。'),
    example: new Throttled(60),
    headers: RETRY_AFTER,
  },
  500: {
    name: 'ServerError',
    description: both(
      'Our fault; the log has it under the `X-Request-Id` of the answer.',
      '服务器错误；可凭回答中的 `X-Request-Id` 查日志。',
    ),
  },
  503: {
    name: 'ServiceUnavailable',
    description: both(
      'Too much is asked for at once, or something that the answer needs is away.',
      '请求过多，或所需的服务暂不可用。',
    ),
    headers: RETRY_AFTER,
  },
};

const BAD_REQUEST: Pick<SharedError, 'description' | 'headers'> = {
  description: both('What was sent does not pass.', '提交的数据未通过校验。'),
};

/** Errors of no field, as a search has them. */
const TEXTS: Schema = { type: 'array', items: { type: 'string' } };

const INVALID_PAGE: SharedError = {
  name: 'InvalidPage',
  description: both('There is no such page.', '没有该页。'),
  example: new NotFound(message('invalid_page')),
};

/** What is said of an error of that status, whatever its body. */
export function errorHead(components: Components, status: number): object {
  const { description, headers } = SHARED[status] ?? BAD_REQUEST;
  return { description: components.text(description), ...(headers && { headers }) };
}

/**
 * Refers to an error as it is usual.
 *
 * @param isList of a list, where what may not be found is a page
 */
export function sharedError(components: Components, status: number, isList: boolean): object {
  const error = status === 404 && isList ? INVALID_PAGE : SHARED[status]!;
  return components.add('responses', error.name, {
    description: components.text(error.description),
    ...(error.headers && { headers: error.headers }),
    content: json(detail(components), error.example?.render(components.language)),
  });
}

/**
 * What an operation answers to input that does not pass: by field what is wrong, or a detail when
 * the body cannot be read at all.
 *
 * @param inputs the DTOs of its body; none: the query string is wrong
 * @param isSearched whether what it searches for may be wrong, which has no field
 */
export function badRequest(
  components: Components,
  inputs: readonly Type<object>[],
  isSearched: boolean,
): object {
  const [missing] = inputs.length === 1 ? requiredFields(inputs[0]!) : [];
  const example = missing && { [missing]: [components.text(message('required'))] };
  return {
    description: components.text(BAD_REQUEST.description),
    content: json(
      either([...refusals(components, inputs), ...(isSearched ? [TEXTS] : [])]),
      example,
    ),
  };
}

/** An error in an operation's own words, in place of the usual one of that status. */
export function namedError(
  components: Components,
  status: number,
  { description, example, schema }: DocumentedAnswer,
  inputs: readonly Type<object>[],
): object {
  const usual = status === 400 ? refusals(components, inputs) : [detail(components)];
  const own = schema ?? (isUsual(status, example) ? undefined : schemaOf(example));
  const headers = SHARED[status]?.headers;
  return {
    description: components.text(description),
    ...(headers && { headers }),
    content: json(either(own ? [...usual, components.schema(own)] : usual), example),
  };
}

function json(schema: Schema, example?: unknown): object {
  return { 'application/json': { schema, ...(example !== undefined && { example }) } };
}

function either(schemas: readonly Schema[]): Schema {
  return schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
}

function refusals(components: Components, inputs: readonly Type<object>[]): Schema[] {
  const errors = inputs.some(isStructured) ? nestedErrors(components) : fieldErrors(components);
  return inputs.length > 0 ? [errors, detail(components)] : [errors];
}

function detail(components: Components): Schema {
  return components.add('schemas', 'Detail', objectSchema({ detail: { type: 'string' } }));
}

function fieldErrors(components: Components): Schema {
  return components.add('schemas', 'FieldErrors', {
    type: 'object',
    description: components.text(
      both(
        'By field, or `non_field_errors`: what is wrong with it.',
        '按字段（或 `non_field_errors`）列出的错误。',
      ),
    ),
    additionalProperties: { type: 'array', items: { type: 'string' } },
  });
}

/** Of lists and objects in the data, errors stand at their place. */
function nestedErrors(components: Components): Schema {
  const tree = { $ref: '#/components/schemas/NestedErrors' };
  const text = { type: 'string' };
  return components.add('schemas', 'NestedErrors', {
    type: 'object',
    additionalProperties: {
      anyOf: [{ type: 'array', items: { anyOf: [text, tree] } }, tree],
    },
  });
}

function isStructured(dto: Type<object>): boolean {
  return [...shapeOf(dto).fields.values()].some(
    (field) =>
      field instanceof NestedInput || field instanceof ListInput || field instanceof DictInput,
  );
}

function requiredFields(dto: Type<object>): string[] {
  return [...shapeOf(dto).fields]
    .filter(([, field]) => field.required && field.isWritable)
    .map(([name]) => name);
}

/** Whether an error has the shape that the layer gives to all. */
function isUsual(status: number, example: unknown): boolean {
  if (typeof example !== 'object' || example === null) return true;
  const names = Object.keys(example);
  if (names.length === 1 && names[0] === 'detail') return true;
  return status === 400 && Object.values(example).every(Array.isArray);
}

/** A schema that the value meets, and others of its shape. */
function schemaOf(value: unknown): Schema {
  if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) };
  if (typeof value !== 'object' || value === null) return { type: typeof value };
  return objectSchema(
    Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, schemaOf(inner)])),
  );
}
