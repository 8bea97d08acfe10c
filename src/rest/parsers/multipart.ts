import { Busboy } from '@fastify/busboy';
import { ParseError, RequestTooLarge } from '../exceptions.js';
import type { ContentType } from './content-type.js';
import { MAX_FORM_FIELDS } from './form.js';
import { QueryDict } from './query-dict.js';
import { UploadedFile } from './uploaded-file.js';

/** Most files one form may carry. */
const MAX_FILES = 100;

/** Most bytes of one part's headers. DJANGO: MAX_TOTAL_HEADER_SIZE of its multipart parser. */
const MAX_HEADER_BYTES = 1024;

const HEADERS_END = '\r\n\r\n';

/** RFC 2046: what a boundary may look like. */
const BOUNDARY = /^[ -~]{0,200}[!-~]$/;

/**
 * Parses a multipart form. A part without a file name is a text field, as in Django; what follows
 * the point where a body was cut off is dropped.
 *
 * @throws ParseError without a usable boundary, or with too large headers
 * @throws RequestTooLarge with more than 1,000 fields or 100 files, or more parts than both
 *
 * DRF: rest_framework.parsers.MultiPartParser
 */
export async function parseMultipart(body: Buffer, contentType: ContentType): Promise<QueryDict> {
  const { boundary } = contentType;
  if (boundary === undefined || !BOUNDARY.test(boundary)) {
    throw new ParseError(
      `Multipart form parse error - Invalid boundary in multipart: ${boundary ?? 'None'}`,
    );
  }
  const form = new QueryDict();
  const end = body.lastIndexOf(`\r\n--${boundary}`);
  if (end < 0) return form;
  refuseExcess(body.subarray(0, end), boundary);
  await new Promise<void>((resolve, reject) => {
    const tooMany = () => reject(new RequestTooLarge());
    const busboy = new Busboy({
      headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
      isPartAFile: (_name, _type, filename) => Boolean(filename),
      limits: {
        fields: MAX_FORM_FIELDS,
        files: MAX_FILES,
        fieldSize: body.length,
        headerSize: MAX_HEADER_BYTES,
      },
    });
    busboy.on('field', (name: string | undefined, value) => {
      if (name !== undefined) form.append(name, value);
    });
    busboy.on('file', (name: string | undefined, stream, filename, _encoding, mimeType) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (name === undefined) return;
        form.append(name, new UploadedFile(filename, mimeType, Buffer.concat(chunks)));
      });
    });
    busboy.on('fieldsLimit', tooMany);
    busboy.on('filesLimit', tooMany);
    busboy.on('finish', resolve);
    busboy.on('error', (error) => {
      reject(new ParseError('Multipart form parse error', { cause: error }));
    });
    // What follows the last delimiter is the closing mark or a part that was cut off.
    busboy.write(body.subarray(0, end));
    busboy.end(`\r\n--${boundary}--\r\n`);
  });
  return form;
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
    if (parts > MAX_FORM_FIELDS + MAX_FILES) throw new RequestTooLarge();
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
