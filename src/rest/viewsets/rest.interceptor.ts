import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { lastValueFrom, map, of, type Observable } from 'rxjs';
import type { CachedText } from '../caching/response-cache.js';
import type { CarriesRestRequest, RestRequest } from '../request.js';
import type { CacheOptions } from './definition.js';
import { Response } from './response.js';
import { ViewRegistry, type Served } from './view-registry.js';

/**
 * What happens around every handler: a kept response is sent instead of running it, and what it
 * returns becomes JSON text with its headers.
 *
 * DRF: APIView.finalize_response, renderers.JSONRenderer and CacheResponseMixin.
 */
@Injectable()
export class RestInterceptor implements NestInterceptor {
  constructor(private readonly views: ViewRegistry) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler,
  ): Observable<unknown> | Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<CarriesRestRequest>().rest!;
    const { cache } = request.policy;
    const view = this.views.instanceOf(request.view);
    if (cache && request.rest.cache.enabled && request.indent === 0) {
      return this.cached(request, cache, view, next);
    }
    return next.handle().pipe(
      map((data) => {
        const body = render(data, request);
        view.onServed?.(request);
        return body;
      }),
    );
  }

  private cached(
    request: RestRequest,
    cache: CacheOptions,
    view: Served,
    next: CallHandler,
  ): Observable<unknown> | Promise<Observable<unknown>> {
    const key = cacheKey(request, cache);
    const ready = request.rest.cache.peek(cache.tags, key);
    const answer = (entry: CachedText): Observable<unknown> => {
      view.onServed?.(request);
      return of(sendKept(request, cache, entry));
    };
    if (ready) return answer(ready);
    return request.rest.cache
      .remember(cache.tags, key, async () => toJson(await lastValueFrom(next.handle()), request))
      .then(answer);
  }
}

function render(data: unknown, request: RestRequest): Buffer | undefined {
  let content = data;
  if (data instanceof Response) {
    content = data.data;
    if (data.status !== undefined) request.reply.status(data.status);
    if (data.headers) request.reply.headers(data.headers);
  }
  if (content === undefined) return undefined;
  // Bytes are finished, and so are their headers. DJANGO: HttpResponse.
  if (Buffer.isBuffer(content)) return content;
  request.reply.header('Content-Type', 'application/json');
  // A buffer, because Fastify adds a charset to the type of a string.
  return Buffer.from(toJson(content, request));
}

function toJson(content: unknown, request: RestRequest): string {
  return JSON.stringify(content, undefined, request.indent);
}

function sendKept(
  request: RestRequest,
  cache: CacheOptions,
  { body, etag }: CachedText,
): Buffer | undefined {
  const { reply } = request;
  // The client keeps a copy but asks each time: a change is seen at once, an unchanged body is not
  // sent again.
  reply.header('Cache-Control', cache.private ? 'private, no-cache' : 'public, no-cache');
  reply.header('ETag', etag);
  if (matches(request.raw.headers['if-none-match'], etag)) {
    reply.status(304);
    return undefined;
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
function cacheKey(request: RestRequest, cache: CacheOptions): string {
  const { origin, path, language } = request;
  const user = cache.private ? (request.user?.id ?? '') : '';
  const action = `${request.view.target.name}.${request.action}`;
  return `${user} ${action} ${language} ${origin}${path}?${relevantQuery(request)}`;
}

function relevantQuery(request: RestRequest): string {
  const { queryString } = request;
  const { pagination, filters } = request.view.options;
  if (queryString === '' || request.policy.route.isDetail) return '';
  if (pagination) {
    return queryString.includes('&') ? queryString.split('&').sort().join('&') : queryString;
  }
  const known = (filters ?? []).flatMap((filter) => filter.parameters());
  return known.map(({ name }) => `${name}=${request.query.get(name) ?? ''}`).join('&');
}
