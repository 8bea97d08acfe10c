import type { RestRequest } from '../request.js';
import type { KeptAnswers } from '../viewsets/policy.js';
import type { CachedText } from './response-cache.js';

/** Read by every view. DRF: URL_FORMAT_OVERRIDE */
const FORMAT = 'format';

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
 * Everything an answer depends on; undefined for an answer that is not kept. Of the query only
 * declared parameters count. A paginated list repeats the others in its links: such answers are
 * made each time, so that made-up parameters fill no store.
 */
export function cacheKey(request: RestRequest, cache: KeptAnswers): string | undefined {
  const { origin, path, language } = request;
  const query = relevantQuery(request);
  if (query === undefined) return undefined;
  const user = cache.private ? (request.user?.id ?? '') : '';
  const action = `${request.view.target.name}.${request.action}`;
  return `${user} ${action} ${language} ${origin}${path}?${query}`;
}

function relevantQuery(request: RestRequest): string | undefined {
  const { queryString } = request;
  const { pagination, filters = [] } = request.view.options;
  if (queryString === '') return '';
  const paging = request.policy.route.isDetail ? null : pagination;
  const read = [paging, ...filters].flatMap((part) => part?.parameters() ?? []);
  const declared = [...read.map(({ name }) => name), FORMAT];
  if (!paging) {
    const known = declared.map((name): [string, string] => [name, request.query.get(name) ?? '']);
    return new URLSearchParams(known).toString();
  }
  const pairs = [...new URLSearchParams(queryString)];
  if (!pairs.every(([name]) => declared.includes(name))) return undefined;
  // Stable: of equal names the last one counts, so their order stays.
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return new URLSearchParams(pairs).toString();
}
