import accepts from 'accepts';
import { NotAcceptable, NotFound } from '../exceptions.js';
import type { RestRequest } from '../request.js';

const INDENT = /indent=(\d+)/;

/**
 * Settles the format of the answer before anything else is done: JSON is what there is.
 *
 * DRF: rest_framework.negotiation.DefaultContentNegotiation.
 *
 * @throws NotFound for an unknown `?format=`, NotAcceptable when the client takes no JSON
 */
export function negotiate(request: RestRequest): void {
  if (request.raw.originalUrl.includes('format=')) {
    const format = request.query.get('format');
    if (format && format !== 'json') throw new NotFound();
  }
  const accept = request.raw.headers.accept;
  if (accept === undefined || accept === '*/*') return;
  if (accept.includes('indent=')) {
    request.indent = Math.min(Number(INDENT.exec(accept)?.[1] ?? 0), 8);
  }
  if (accept.startsWith('application/json')) return;
  if (!accepts(request.raw.raw).type(['application/json'])) throw new NotAcceptable();
}
