import type { Schema } from '../serializers/output/fields.js';

/** Statuses an operation may fail with. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 406 | 413 | 415 | 422 | 429 | 500 | 503;

const DETAIL = '#/components/schemas/Detail';

function answer(description: string, examples: unknown, reference = DETAIL): object {
  return {
    description,
    content: { 'application/json': { schema: { $ref: reference }, example: examples } },
  };
}

/** The answer for every error status. */
export const ERROR_RESPONSES: Readonly<Record<ErrorStatus, object>> = {
  400: {
    description: 'What was sent does not pass.',
    content: {
      'application/json': {
        schema: {
          anyOf: [{ $ref: '#/components/schemas/FieldErrors' }, { $ref: DETAIL }],
        },
        example: { name: ['该字段是必填项。'] },
      },
    },
  },
  401: {
    ...answer('No credentials, or bad ones.', { detail: '身份认证信息未提供。' }),
    headers: { 'WWW-Authenticate': { schema: { type: 'string' } } },
  },
  403: answer('Not allowed to this user.', { detail: '您没有执行该操作的权限。' }),
  404: answer('There is no such thing.', { detail: '未找到。' }),
  406: answer('The client takes no JSON.', { detail: '无法满足Accept HTTP头的请求。' }),
  413: answer('The body is too large.', { detail: '请求内容过大。' }),
  415: answer('A body of a type that is not read.', {
    detail: '不支持请求中的媒体类型 “text/plain”。',
  }),
  422: answer('The `Idempotency-Key` was used for another request.', {
    detail: '该 Idempotency-Key 已用于另一请求',
  }),
  429: {
    ...answer('Too many requests.', {
      detail: '请求超过了限速。 Expected available in 60 seconds.',
    }),
    headers: { 'Retry-After': { description: 'seconds', schema: { type: 'integer' } } },
  },
  500: answer('Our fault; the log has it under the `X-Request-Id` of the answer.', {
    detail: '服务器出现了错误。',
  }),
  503: {
    ...answer('Too much is asked for at once, or something that the answer needs is away.', {
      detail: '系统繁忙，请稍后再试。',
    }),
    headers: { 'Retry-After': { description: 'seconds', schema: { type: 'integer' } } },
  },
};

/** Schemas the error answers refer to. */
export function errorSchemas(): Record<string, Schema> {
  return {
    Detail: {
      type: 'object',
      required: ['detail'],
      properties: { detail: { type: 'string' } },
    },
    FieldErrors: {
      type: 'object',
      description:
        'Field name (or `non_field_errors`) -> what is wrong with it, of a list item by item. ' +
        'A few resources say the first of it once more as `message`.',
      properties: { message: { type: 'string' } },
      additionalProperties: {
        anyOf: [
          { type: 'array', items: { type: 'string' } },
          { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } },
        ],
      },
    },
  };
}
