import type { IncomingMessage } from 'node:http';
import { ParseError, RequestTooLarge } from '../exceptions.js';

/**
 * Reads an unread request to its end.
 *
 * @param maxBytes largest body accepted, in bytes
 * @throws RequestTooLarge as soon as the body is known to be larger; the rest stays unread
 * @throws ParseError if the client went away before the end
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers['content-length']) > maxBytes) throw new RequestTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // Leaving the loop must not destroy the request: its socket still has to carry the answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size > maxBytes) throw new RequestTooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof RequestTooLarge) throw error;
    throw new ParseError('Request aborted', { cause: error });
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size);
}
