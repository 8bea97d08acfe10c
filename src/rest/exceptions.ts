import { message, renderText, Message, type Language, type Text } from './i18n/messages.js';

/**
 * What is wrong, as a tree: a text, a list of them, or one per field.
 *
 * DRF: rest_framework.exceptions.ErrorDetail
 */
export type ErrorDetail = Text | readonly ErrorDetail[] | { readonly [field: string]: ErrorDetail };

/** The tree as plain JSON data in that language. */
export function renderDetail(detail: ErrorDetail, language: Language): unknown {
  return mapDetail(detail, (text) => renderText(text, language));
}

/** The tree with what `leaf` makes of each text. */
function mapDetail(detail: ErrorDetail, leaf: (text: Text) => unknown): unknown {
  if (typeof detail === 'string' || detail instanceof Message) return leaf(detail);
  if (isList(detail)) return detail.map((item) => mapDetail(item, leaf));
  return Object.fromEntries(
    Object.entries(detail).map(([field, inner]) => [field, mapDetail(inner, leaf)]),
  );
}

/** The first thing that is wrong, for clients that show one text. */
export function firstText(detail: ErrorDetail): Text {
  if (typeof detail === 'string' || detail instanceof Message) return detail;
  const [first] = isList(detail) ? detail : Object.values(detail);
  return first === undefined ? '' : firstText(first);
}

function isList(detail: ErrorDetail): detail is readonly ErrorDetail[] {
  return Array.isArray(detail);
}

/**
 * An error the client is told about. Subclasses fix the status and the usual wording.
 *
 * DRF: rest_framework.exceptions.APIException
 */
export abstract class APIException extends Error {
  /** HTTP status of the answer. */
  abstract readonly status: number;
  /** Machine-readable kind of the error, as DRF names it. */
  abstract readonly code: string;
  /** Headers the answer carries besides the usual ones. */
  readonly headers?: Record<string, string>;

  constructor(
    readonly detail: ErrorDetail,
    options?: ErrorOptions,
  ) {
    super(undefined, options);
    this.name = new.target.name;
    this.message = summary(detail);
  }

  /** The kinds of errors, as a tree of the detail's shape. DRF: get_codes */
  getCodes(): unknown {
    return mapDetail(this.detail, (text) => this.codeOf(text));
  }

  /** Texts in that language with the kinds of errors. DRF: get_full_details */
  getFullDetails(language: Language): unknown {
    return mapDetail(this.detail, (text) => ({
      message: renderText(text, language),
      code: this.codeOf(text),
    }));
  }

  /** The kind of one error. */
  protected codeOf(_text: Text): string {
    return this.code;
  }

  /** Body of the answer in that language. */
  render(language: Language): unknown {
    return { detail: renderDetail(this.detail, language) };
  }
}

function summary(detail: ErrorDetail): string {
  const rendered = renderDetail(detail, 'en');
  return typeof rendered === 'string' ? rendered : JSON.stringify(rendered);
}

/**
 * 400: the data sent do not pass. The body is the tree itself.
 *
 * DRF: rest_framework.exceptions.ValidationError
 */
export class ValidationError extends APIException {
  readonly status = 400;
  readonly code: string = 'invalid';

  /** @param detail one text (becomes a list of one), several, or a tree by field */
  constructor(detail: ErrorDetail = message('invalid'), options?: ErrorOptions) {
    super(typeof detail === 'string' || detail instanceof Message ? [detail] : detail, options);
  }

  /** The data as a whole are wrong, no single field. */
  static nonField(...texts: Text[]): ValidationError {
    return new ValidationError({ non_field_errors: texts });
  }

  /** What is wrong with the data as a whole; undefined when that is not what is wrong. */
  get nonFieldErrors(): ErrorDetail | undefined {
    const { detail } = this;
    if (typeof detail === 'string' || detail instanceof Message || isList(detail)) return undefined;
    return detail.non_field_errors;
  }

  protected override codeOf(text: Text): string {
    return (text instanceof Message ? text.code : undefined) ?? this.code;
  }

  override render(language: Language): unknown {
    return renderDetail(this.detail, language);
  }
}

/** 500: what nobody expected; the client is told no more. DJANGO: django.views.defaults.server_error */
export class ServerError extends APIException {
  readonly status = 500;
  readonly code = 'error';

  constructor() {
    super(message('error'));
  }
}

/** 400: the body cannot be read. DRF: rest_framework.exceptions.ParseError */
export class ParseError extends APIException {
  readonly status = 400;
  readonly code = 'parse_error';

  constructor(detail: Text = message('parse_error'), options?: ErrorOptions) {
    super(detail, options);
  }
}

/** 401: wrong credentials. DRF: rest_framework.exceptions.AuthenticationFailed */
export class AuthenticationFailed extends APIException {
  readonly status = 401;
  readonly code = 'authentication_failed';

  constructor(
    detail: Text = message('authentication_failed'),
    override readonly headers?: Record<string, string>,
  ) {
    super(detail);
  }
}

/** 401: no credentials. DRF: rest_framework.exceptions.NotAuthenticated */
export class NotAuthenticated extends APIException {
  readonly status = 401;
  readonly code = 'not_authenticated';

  constructor(
    detail: Text = message('not_authenticated'),
    override readonly headers?: Record<string, string>,
  ) {
    super(detail);
  }
}

/** 403: not allowed to this client. DRF: rest_framework.exceptions.PermissionDenied */
export class PermissionDenied extends APIException {
  readonly status = 403;
  readonly code = 'permission_denied';

  constructor(detail: Text = message('permission_denied')) {
    super(detail);
  }
}

/** 404: no such thing. DRF: rest_framework.exceptions.NotFound */
export class NotFound extends APIException {
  readonly status = 404;
  readonly code = 'not_found';

  constructor(detail: Text = message('not_found')) {
    super(detail);
  }
}

/** 405: the resource does not know this verb. DRF: rest_framework.exceptions.MethodNotAllowed */
export class MethodNotAllowed extends APIException {
  readonly status = 405;
  readonly code = 'method_not_allowed';

  /** @param method the verb of the request */
  constructor(method: string, detail: Text = message('method_not_allowed', { method })) {
    super(detail);
  }
}

/** 406: no renderer gives what is accepted. DRF: rest_framework.exceptions.NotAcceptable */
export class NotAcceptable extends APIException {
  readonly status = 406;
  readonly code = 'not_acceptable';

  constructor(detail: Text = message('not_acceptable')) {
    super(detail);
  }
}

/** 413: the body is larger than the API takes. DRF has none, Django raises RequestDataTooBig. */
export class RequestTooLarge extends APIException {
  readonly status = 413;
  readonly code = 'request_too_large';

  constructor(detail: Text = message('request_too_large')) {
    super(detail);
  }
}

/** 416: the file has no such part. DRF leaves files to the web server, which answers the same. */
export class RangeNotSatisfiable extends APIException {
  readonly status = 416;
  readonly code = 'range_not_satisfiable';

  constructor(detail: Text = message('range_not_satisfiable')) {
    super(detail);
  }
}

/** 415: no parser reads this type. DRF: rest_framework.exceptions.UnsupportedMediaType */
export class UnsupportedMediaType extends APIException {
  readonly status = 415;
  readonly code = 'unsupported_media_type';

  /** @param mediaType the Content-Type of the request, empty if it had none */
  constructor(
    mediaType: string,
    detail: Text = message('unsupported_media_type', { media_type: mediaType }),
  ) {
    super(detail);
  }
}

/** 429: too many requests. DRF: rest_framework.exceptions.Throttled */
export class Throttled extends APIException {
  readonly status = 429;
  readonly code = 'throttled';
  /** Whole seconds until the next request is allowed, if known. */
  readonly wait?: number;
  override readonly headers?: Record<string, string>;

  /** @param wait seconds until the next request is allowed, rounded up; absent if unknown */
  constructor(wait?: number) {
    const seconds = wait === undefined ? undefined : Math.ceil(wait);
    super(throttledText(seconds));
    if (seconds !== undefined) {
      this.wait = seconds;
      this.headers = { 'Retry-After': String(seconds) };
    }
  }
}

function throttledText(seconds: number | undefined): Message {
  if (seconds === undefined) return message('throttled');
  return message(seconds === 1 ? 'throttled_wait_one' : 'throttled_wait', { wait: seconds });
}
