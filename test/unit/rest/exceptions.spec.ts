import { describe, expect, it } from 'vitest';
import {
  APIException,
  AuthenticationFailed,
  MethodNotAllowed,
  NotAcceptable,
  NotAuthenticated,
  NotFound,
  ParseError,
  PermissionDenied,
  RequestTooLarge,
  Throttled,
  UnsupportedMediaType,
  ValidationError,
} from '../../../src/rest/exceptions.js';
import { message } from '../../../src/rest/i18n/messages.js';

const cases: [APIException, number, string, string][] = [
  [new ParseError(), 400, '错误的请求。', 'Malformed request.'],
  [
    new AuthenticationFailed(),
    401,
    '不正确的身份认证信息。',
    'Incorrect authentication credentials.',
  ],
  [
    new NotAuthenticated(),
    401,
    '身份认证信息未提供。',
    'Authentication credentials were not provided.',
  ],
  [
    new PermissionDenied(),
    403,
    '您没有执行该操作的权限。',
    'You do not have permission to perform this action.',
  ],
  [new NotFound(), 404, '未找到。', 'Not found.'],
  [new NotFound(message('invalid_page')), 404, '无效页面。', 'Invalid page.'],
  [new MethodNotAllowed('FOO'), 405, '方法 “FOO” 不被允许。', 'Method "FOO" not allowed.'],
  [
    new NotAcceptable(),
    406,
    '无法满足Accept HTTP头的请求。',
    'Could not satisfy the request Accept header.',
  ],
  [new RequestTooLarge(), 413, '请求内容过大。', 'Request body is too large.'],
  [
    new UnsupportedMediaType('text/plain'),
    415,
    '不支持请求中的媒体类型 “text/plain”。',
    'Unsupported media type "text/plain" in request.',
  ],
  [
    new Throttled(59.2),
    429,
    '请求超过了限速。 Expected available in 60 seconds.',
    'Request was throttled. Expected available in 60 seconds.',
  ],
  [
    new Throttled(1),
    429,
    '请求超过了限速。 Expected available in 1 second.',
    'Request was throttled. Expected available in 1 second.',
  ],
  [new Throttled(), 429, '请求超过了限速。', 'Request was throttled.'],
];

describe('APIException', () => {
  it.each(cases)('%s', (error, status, zhHans, en) => {
    expect(error.status).toBe(status);
    expect(error.render('zh-hans')).toEqual({ detail: zhHans });
    expect(error.render('en')).toEqual({ detail: en });
    expect(error).toBeInstanceOf(APIException);
    expect(error.message).toBe(en);
    expect(error.name).toBe(error.constructor.name);
  });

  it('tells a throttled client when to come back', () => {
    expect(new Throttled(0.4).headers).toEqual({ 'Retry-After': '1' });
    expect(new Throttled().headers).toBeUndefined();
  });

  it('carries the challenge of the authenticator', () => {
    const error = new NotAuthenticated(undefined, { 'WWW-Authenticate': 'JWT realm="api"' });
    expect(error.headers).toEqual({ 'WWW-Authenticate': 'JWT realm="api"' });
  });
});

describe('ValidationError', () => {
  it('renders the tree by field, nested ones included', () => {
    const error = new ValidationError({
      nums: ['请选择购买数量'],
      lines: { 1: [message('required')] },
    });
    expect(error.render('en')).toEqual({
      nums: ['请选择购买数量'],
      lines: { 1: ['This field is required.'] },
    });
  });

  it('makes a list of a single text', () => {
    expect(new ValidationError('no').render('en')).toEqual(['no']);
    expect(new ValidationError().render('en')).toEqual(['Invalid input.']);
  });

  it('puts what concerns no single field under non_field_errors', () => {
    expect(ValidationError.nonField(message('no_data')).render('zh-hans')).toEqual({
      non_field_errors: ['No data provided'],
    });
  });
});
