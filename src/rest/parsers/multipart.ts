import { Busboy } from '@fastify/busboy';
import { ParseError } from '../exceptions.js';
import type { Charset } from './charset.js';
import type { ContentType } from './content-type.js';
import { MAX_FORM_FIELDS, tooManyFields } from './form.js';
import { QueryDict } from './query-dict.js';
import { UploadedFile } from './uploaded-file.js';

/** Most files one form may carry. */
const MAX_FILES = 100;

/** Most bytes of one part's headers. DJANGO: MAX_TOTAL_HEADER_SIZE of its multipart parser. */
const MAX_HEADER_BYTES = 1024;

const HEADERS_END = '\r\n\r\n';

const MAX_PARTS = MAX_FORM_FIELDS + MAX_FILES;

const PARSE_ERROR = 'Multipart form parse error';
const UNEXPECTED_END = `${PARSE_ERROR} - Unexpected end of data.`;

/** Whole groups of four, the last one filled up. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** RFC 2046: what a boundary may look like. */
const BOUNDARY = /^[ -~]{0,200}[!-~]$/;

/**
 * Parses a multipart form. A part without a file name is a text field, as in Django. A body that was
 * cut off is refused, where Django takes what came.
 *
 * @throws ParseError without a usable boundary or an end, with too large headers, with text that is
 *   none in the form's charset, and with more than 1,000 fields or 100 files
 *
 * DRF: rest_framework.parsers.MultiPartParser
 */
export async function parseMultipart(
  body: Buffer,
  contentType: ContentType,
  charset: Charset,
): Promise<QueryDict> {
  const { boundary } = contentType;
  if (boundary === undefined || !BOUNDARY.test(boundary)) {
    throw new ParseError(
      `Multipart form parse error - Invalid boundary in multipart: ${boundary ?? 'None'}`,
    );
  }
  const form = new QueryDict();
  refuseExcess(body, boundary);
  if (!isComplete(body, boundary)) throw new ParseError(UNEXPECTED_END);
  await new Promise<void>((resolve, reject) => {
    const counts = { fields: 0, files: 0 };
    const busboy = new Busboy({
      headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
      // Text is taken as bytes too: which charset it is in only the form can say.
      isPartAFile: () => true,
      limits: { files: MAX_PARTS, fileSize: body.length, headerSize: MAX_HEADER_BYTES },
    });
    busboy.on('file', (name, stream, filename, encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if ((name as string | undefined) === undefined) return;
        counts[filename ? 'files' : 'fields'] += 1;
        try {
          if (counts.fields > MAX_FORM_FIELDS || counts.files > MAX_FILES) throw tooManyFields();
          const bytes = decodeTransfer(Buffer.concat(chunks), encoding, Boolean(filename));
          form.append(
            name,
            filename ? new UploadedFile(filename, mimeType, bytes) : decodeText(bytes, charset),
          );
        } catch (error) {
          reject(error as Error);
        }
      });
    });
    busboy.on('finish', resolve);
    busboy.on('error', (error) => {
      reject(new ParseError('Multipart form parse error', { cause: error }));
    });
    busboy.end(body);
  });
  return form;
}

/** Whether the form has come to its end, as it says itself. */
function isComplete(body: Buffer, boundary: string): boolean {
  const close = `--${boundary}--`;
  return body.includes(`\r\n${close}`) || body.subarray(0, close.length).equals(Buffer.from(close));
}

/**
 * The content of a part. What is no base64 though it is said to be is taken as it is where it is
 * text, as Django takes it.
 */
function decodeTransfer(bytes: Buffer, encoding: string, isFile: boolean): Buffer {
  if (encoding.trim().toLowerCase() !== 'base64') return bytes;
  const text = bytes.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, '');
  if (BASE64.test(text)) return Buffer.from(text, 'base64');
  if (isFile) throw new ParseError(`${PARSE_ERROR} - Could not decode base64 data.`);
  return bytes;
}

function decodeText(bytes: Buffer, charset: Charset): string {
  try {
    return charset.decode(bytes);
  } catch (error) {
    throw new ParseError(`${PARSE_ERROR} - '${charset.name}' codec can't decode the body`, {
      cause: error,
    });
  }
}

/**
 * Looks at the frame of the form alone, without making anything of it: a part of a few bytes costs
 * a parser some kilobytes, whether it has headers, a name, or nothing at all.
 */
function refuseExcess(body: Buffer, boundary: string): void {
  const first = `--${boundary}`;
  const delimiter = `\r\n${first}`;
  let parts = 0;
  let start = body.subarray(0, first.length).equals(Buffer.from(first))
    ? first.length
    : after(delimiter, body, 0);
  while (start >= 0) {
    parts += 1;
    if (parts > MAX_PARTS + 1) throw tooManyFields();
    const next = after(delimiter, body, start);
    const end = next < 0 ? body.length : next - delimiter.length;
    const head = body.subarray(start, Math.min(end, start + MAX_HEADER_BYTES + HEADERS_END.length));
    if (head.length > MAX_HEADER_BYTES && !head.includes(HEADERS_END)) {
      throw new ParseError('Multipart form parse error - Request max total header size exceeded.');
    }
    start = next;
  }
}

/** Where the text, looked for from there on, has ended; -1 when it does not come. */
function after(text: string, body: Buffer, from: number): number {
  const at = body.indexOf(text, from);
  return at < 0 ? -1 : at + text.length;
}
