import {
  Catch,
  HttpException,
  Injectable,
  Logger,
  Optional,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Browsable, type ShownAnswer } from './browsable/browsable.js';
import type { Envelope } from './envelope.js';
import {
  APIException,
  MethodNotAllowed,
  NotFound,
  ParseError,
  PermissionDenied,
  RangeNotSatisfiable,
  RequestTooLarge,
  ServerError,
  UnsupportedMediaType,
} from './exceptions.js';
import { type Language, Languages } from './i18n/language.js';
import type { CarriesRestRequest, RestRequest } from './request.js';
import { Rest } from './rest.js';

/** For what fails before there is an application. */
const ENGLISH = new Languages(['en']);

/**
 * Turns whatever is thrown into DRF's answer. What nobody expected is logged once, with the
 * request's id, and told to the client as a bare 500.
 *
 * DRF: rest_framework.views.exception_handler.
 */
@Catch()
@Injectable()
export class RestExceptionFilter implements ExceptionFilter {
  private readonly logger = new Logger(RestExceptionFilter.name);

  /** @param rest absent, as `browsable`, outside of the application, where only the framework fails */
  constructor(
    @Optional() private readonly rest?: Rest,
    @Optional() private readonly browsable?: Browsable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Answers a request that failed, inside or outside of a handler. */
  answer(error: unknown, request: FastifyRequest & CarriesRestRequest, reply: FastifyReply): void {
    if (reply.sent) {
      this.logger.error({ err: error, reqId: request.id }, 'failed after the answer was sent');
      return;
    }
    const language = (this.rest?.languages ?? ENGLISH).of(request.headers['accept-language']);
    const expected = asApiException(error, request) ?? this.rest?.options.exceptionHandler?.(error);
    const exception = expected ?? new ServerError();
    if (exception.headers) reply.headers(exception.headers);
    if (!expected) {
      this.logger.error(
        {
          err: error,
          reqId: request.id,
          method: request.method,
          url: request.url.split('?', 1)[0],
        },
        'unexpected error',
      );
      this.rest?.options.observer.failed?.(error, request);
    }
    const { rest } = request;
    const envelope = rest ? rest.policy.envelope : this.rest?.envelopeOf(request.originalUrl);
    const answer = answerTo(exception, language, envelope);
    if (rest?.isPage && this.browsable) void this.sendPage(this.browsable, rest, answer);
    else sendJson(request, reply, answer);
  }

  private async sendPage(
    browsable: Browsable,
    request: RestRequest,
    answer: ShownAnswer,
  ): Promise<void> {
    const { raw, reply } = request;
    try {
      reply.send(await browsable.page(request, answer));
    } catch (failure) {
      this.logger.error({ err: failure, reqId: raw.id }, 'the page of an error failed');
      sendJson(raw, reply, answer);
    }
  }
}

/** The error as DRF words it, or as an envelope does. */
function answerTo(
  exception: APIException,
  language: Language,
  envelope: Envelope | null | undefined,
): ShownAnswer {
  const { status } = exception;
  if (!envelope) return { status, content: exception.render(language) };
  return { status: envelope.statusOf(status), content: envelope.refuse(exception, language) };
}

function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, content }: ShownAnswer,
): void {
  reply
    .status(status)
    .header('Content-Type', 'application/json')
    .send(Buffer.from(JSON.stringify(content, undefined, indentOf(request))));
}

/** The indentation that the client asked for, as far as the request came. */
function indentOf(request: FastifyRequest & CarriesRestRequest): number {
  return request.rest?.indent ?? 0;
}

/** The DRF exception that says the same; undefined for what nobody expected. */
function asApiException(error: unknown, request: FastifyRequest): APIException | undefined {
  if (error instanceof APIException) return error;
  // A path whose escapes are no UTF-8 names nothing, as in Django.
  if (codeOf(error) === 'FST_ERR_BAD_URL') return new NotFound();
  switch (statusOf(error)) {
    case 400:
      return new ParseError();
    case 403:
      return new PermissionDenied();
    case 404:
    // A path parameter longer than any there is.
    case 414:
      return new NotFound();
    case 405:
      return new MethodNotAllowed(request.method);
    case 413:
      return new RequestTooLarge();
    case 415:
      return new UnsupportedMediaType(request.headers['content-type'] ?? '');
    case 416:
      return new RangeNotSatisfiable();
    default:
      return undefined;
  }
}

/** The status Nest or Fastify gave to an error of theirs. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!codeOf(error)?.startsWith('FST_')) return undefined;
  const { statusCode } = Object(error);
  return statusCode;
}

function codeOf(error: unknown): string | undefined {
  const { code } = Object(error);
  return typeof code === 'string' ? code : undefined;
}
