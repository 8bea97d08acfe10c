import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSafe } from './permissions/permissions.js';

/** `/.json`, `/things.json` and `/things/1.json`, with or without a last slash. */
const SUFFIXED = /^\/(?:[^/.]+(?:\/[^/.]+)?)?\.json\/?$/;

/**
 * Reads DRF's format suffix: `/goods/1.json` is `/goods/1/` in the format `json`.
 *
 * @param filePaths URL prefixes below which `.json` is the ending of a file
 * @returns Fastify's `rewriteUrl`
 *
 * DRF: rest_framework.urlpatterns.format_suffix_patterns.
 */
export function formatSuffix(filePaths: readonly string[]): (request: { url?: string }) => string {
  return ({ url = '/' }) => {
    if (!url.includes('.json')) return url;
    const [path, query] = split(url);
    const isFile = filePaths.some((prefix) => path.startsWith(prefix));
    if (isFile || !SUFFIXED.test(path)) return url;
    return `${path.replace(/\.json\/?$/, '/')}?${query ? `${query}&` : ''}format=json`;
  };
}

/**
 * Sends a read of a path without its last slash to the path with it, as Django does. A write is
 * served where it is: a redirect would lose its body.
 *
 * DJANGO: django.middleware.common.CommonMiddleware, APPEND_SLASH.
 */
export function appendSlash(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
  const url = request.originalUrl;
  if (url.endsWith('/')) {
    done();
    return;
  }
  const [path, query] = split(url);
  const { isResource } = request.routeOptions.config as { isResource?: boolean };
  // Neither a host of the client's choice (`//evil/goods`) nor an absolute target is redirected to.
  const isLocal = /^\/(?!\/)/.test(path);
  if (
    !isResource ||
    !isLocal ||
    path.endsWith('/') ||
    path.endsWith('.json') ||
    !isSafe(request.method)
  ) {
    done();
    return;
  }
  reply
    .header('Content-Type', 'text/html; charset=utf-8')
    .redirect(`${path}/${query && `?${query}`}`, 301);
}

function split(url: string): [path: string, query: string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)];
}
