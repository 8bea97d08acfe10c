import type { IncomingMessage } from 'node:http';
import { UnsupportedMediaType } from '../exceptions.js';
import { charsetNamed, type Charset } from './charset.js';
import { parseContentType, type ContentType } from './content-type.js';
import { parseForm } from './form.js';
import { parseJson } from './json/parse-json.js';
import { parseMultipart } from './multipart.js';
import { QueryDict } from './query-dict.js';
import { readBody } from './read-body.js';

export interface ParseOptions {
  /** Largest body accepted, in bytes. */
  readonly maxBytes: number;
  /** The body, where it has been taken off the connection already. */
  readonly received?: Promise<Buffer>;
}

type Parser = (body: Buffer, contentType: ContentType, charset: Charset) => unknown;

/** By media type; the first also answers for a client that sends a wildcard. */
const parsers: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ['application/json', parseJson],
  ['application/x-www-form-urlencoded', parseForm],
  ['multipart/form-data', parseMultipart],
]);

/** The media types `parseBody` reads, in the order OPTIONS lists them. */
export const parsedMediaTypes: readonly string[] = [...parsers.keys()];

/**
 * Reads and parses the body of a request: JSON data, or a `QueryDict` for
 * both kinds of form. Without a body the data are empty, whatever the Content-Type says. Text in a
 * charset that cannot be read is refused, where Django would store rubbish.
 *
 * @throws ParseError, UnsupportedMediaType or RequestTooLarge
 *
 * DRF: rest_framework.request.Request._parse
 */
export async function parseBody(request: IncomingMessage, options: ParseOptions): Promise<unknown> {
  const header = request.headers['content-type'] ?? '';
  const contentType = parseContentType(header);
  const parser = parsers.get(contentType.type) ?? wildcard(contentType.type);
  if (!hasBody(request)) return emptyData(parser);
  if (!parser && Number(request.headers['content-length']) > 0) {
    throw new UnsupportedMediaType(header);
  }
  const body = await (options.received ?? readBody(request, options.maxBytes));
  if (body.length === 0) return emptyData(parser);
  const charset = charsetNamed(contentType.charset ?? 'utf-8');
  if (!parser || !charset || (parser !== parseJson && !charset.isAsciiBased)) {
    throw new UnsupportedMediaType(header);
  }
  return parser(body, contentType, charset);
}

function wildcard(type: string): Parser | undefined {
  return type === '*/*' || type === 'application/*' ? parseJson : undefined;
}

function hasBody(request: IncomingMessage): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding !== undefined || (length !== undefined && length !== '0');
}

function emptyData(parser: Parser | undefined): unknown {
  return parser === undefined || parser === parseJson ? {} : new QueryDict();
}
