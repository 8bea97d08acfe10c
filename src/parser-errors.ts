import type { Duplex } from 'node:stream';
import { SHOP_LANGUAGES } from './languages.js';
import {
  APIException,
  message,
  MethodNotAllowed,
  ParseError,
  RequestTooLarge,
  type Message,
} from './rest/index.js';

/** What a connection that cannot be understood has sent, and why it cannot. */
type ParserError = Error & { code?: string; rawPacket?: unknown };

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** An error that only the HTTP parser makes. */
class Unreadable extends APIException {
  readonly code = 'unreadable';

  constructor(
    readonly status: number,
    detail: Message,
  ) {
    super(detail);
  }
}

const REASONS: Record<number, string> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Payload Too Large',
  431: 'Request Header Fields Too Large',
};

/** Answers what never becomes a request as any other error is answered, and hangs up. */
export function refuseUnreadable(error: ParserError, socket: Duplex): void {
  const { code, rawPacket } = error;
  const text = Buffer.isBuffer(rawPacket) ? rawPacket.toString('latin1') : '';
  const exception = explain(code, text);
  const language = SHOP_LANGUAGES.of(/^accept-language:[ \t]*(.*)$/im.exec(text)?.[1]);
  const body = JSON.stringify(exception.render(language));
  const head = [
    `HTTP/1.1 ${exception.status} ${REASONS[exception.status]}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    'X-Content-Type-Options: nosniff',
    ...(exception.status === 405 ? [`Allow: ${METHODS}`] : []),
  ];
  // An answer to HEAD ends with its headers: what came after them would be another one's.
  const sent = text.startsWith('HEAD ') ? '' : body;
  socket.end(`${head.join('\r\n')}\r\n\r\n${sent}`, () => socket.destroy());
}

function explain(code: string | undefined, text: string): APIException {
  const verb = /^([A-Z][A-Z-]{0,19}) /.exec(text)?.[1];
  switch (code) {
    case 'HPE_INVALID_METHOD':
      return verb ? new MethodNotAllowed(verb) : new ParseError(MALFORMED);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Unreadable(408, TOO_SLOW);
    case 'HPE_HEADER_OVERFLOW':
      return new Unreadable(431, HEADERS_TOO_LARGE);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new RequestTooLarge();
    default:
      return new ParseError(MALFORMED);
  }
}

const MALFORMED = message({ en: 'Malformed request.', 'zh-hans': '格式错误的请求。' });
const TOO_SLOW = message({
  en: 'The request did not arrive in time.',
  'zh-hans': '请求未能及时送达。',
});
const HEADERS_TOO_LARGE = message({
  en: 'The request headers are too large.',
  'zh-hans': '请求头过大。',
});
