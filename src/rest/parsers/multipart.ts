import { Busboy } from '@fastify/busboy';
import { ParseError, RequestTooLarge } from '../exceptions.js';
import type { ContentType } from './content-type.js';
import { MAX_FORM_FIELDS } from './form.js';
import { QueryDict } from './query-dict.js';
import { UploadedFile } from './uploaded-file.js';

/** Most files one form may carry. */
const MAX_FILES = 100;

/** RFC 2046: what a boundary may look like. */
const BOUNDARY = /^[ -~]{0,200}[!-~]$/;

/**
 * Parses a multipart form. A part without a file name is a text field, as in Django; what follows
 * the point where a body was cut off is dropped.
 *
 * @throws ParseError without a usable boundary
 * @throws RequestTooLarge with more than 1,000 fields or 100 files
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
  await new Promise<void>((resolve, reject) => {
    const tooMany = () => reject(new RequestTooLarge());
    const busboy = new Busboy({
      headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
      isPartAFile: (_name, _type, filename) => Boolean(filename),
      limits: { fields: MAX_FORM_FIELDS, files: MAX_FILES, fieldSize: body.length },
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
