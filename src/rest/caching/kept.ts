import type { RestRequest } from '../request.js';
import type { KeptAnswers } from '../viewsets/policy.js';
import type { CachedText } from './response-cache.js';

/**
 * Sets the headers of a kept response.
 *
 * @returns its body; undefined for a 304
 */
export function sendKept(
  request: RestRequest,
  cache: KeptAnswers,
  { body, etag }: CachedText,
): Buffer | undefined {
  const { reply } = request;
  // The client keeps a copy but asks each time: a change is seen at once, an unchanged body is not
  // sent again.
  reply.header('Cache-Control', cache.private ? 'private, no-cache' : 'public, no-cache');
  reply.header('ETag', etag);
  if (matches(request.raw.headers['if-none-match'], etag)) {
    reply.status(304);
    // Of a HEAD the body is only measured; without it the length would be told as 0.
    return request.method === 'HEAD' ? body : undefined;
  }
  reply.header('Content-Type', 'application/json');
  return body;
}

/** RFC 9110, 13.1.2: the weak comparison of If-None-Match. */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header.trim() === '*') return true;
  return header.split(',').some((candidate) => candidate.trim().replace(/^W\//, '') === etag);
}

/**
 * Everything an answer depends on. Unknown query parameters count where the list is paginated,
 * because its links repeat them.
 */
export function cacheKey(request: RestRequest, cache: KeptAnswers): string {
  const { origin, path, language } = request;
  const user = cache.private ? (request.user?.id ?? '') : '';
  const action = `${request.view.target.name}.${request.action}`;
  return `${user} ${action} ${language} ${origin}${path}?${relevantQuery(request)}`;
}

function relevantQuery(request: RestRequest): string {
  const { queryString } = request;
  const { pagination, filters } = request.view.options;
  if (queryString === '') return '';
  if (pagination && !request.policy.route.isDetail) {
    return queryString.includes('&') ? queryString.split('&').sort().join('&') : queryString;
  }
  const known = (filters ?? []).flatMap((filter) => filter.parameters());
  return known.map(({ name }) => `${name}=${request.query.get(name) ?? ''}`).join('&');
}
