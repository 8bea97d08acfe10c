import type { IncomingHttpHeaders } from 'node:http';
import { PermissionDenied } from '../rest/index.js';
import { originMatcher } from '../infrastructure/http/cors.js';

/** A request as far as its headers go. */
export interface CarriesHeaders {
  readonly raw: { readonly headers: IncomingHttpHeaders };
}

/**
 * Refuses a request for a code that a browser sends for a page of some other site: whoever visits
 * that page would have messages sent. Pages of the origins that the shop lists may ask.
 *
 * @throws PermissionDenied
 */
export function refuseCrossSite({ raw }: CarriesHeaders, origins: readonly string[]): void {
  const { origin } = raw.headers;
  if (raw.headers['sec-fetch-site'] !== 'cross-site') return;
  if (origin === undefined || originMatcher(origins)(origin) !== 'listed') {
    throw new PermissionDenied();
  }
}
