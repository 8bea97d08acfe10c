import type { RestRequest } from '../request.js';

/**
 * The request's own URL with one query parameter replaced or (null) left out; the other parameters
 * are kept, sorted by name.
 *
 * DRF: rest_framework.utils.urls.replace_query_param and remove_query_param.
 */
export function linkWith(request: RestRequest, name: string, value: string | null): string {
  const pairs = [...new URLSearchParams(request.queryString)].filter(([key]) => key !== name);
  if (value !== null) pairs.push([name, value]);
  pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = pairs.map(([key, text]) => `${quote(key)}=${quote(text)}`).join('&');
  return request.absolute(request.path) + (query && `?${query}`);
}

/** Python's urllib.parse.quote_plus. */
function quote(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
}
