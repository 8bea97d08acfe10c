import type { Readable } from 'node:stream';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { lastValueFrom, map, of, type Observable } from 'rxjs';
import { cacheKey, sendKept } from '../caching/kept.js';
import type { CachedText } from '../caching/response-cache.js';
import { asEventStream } from '../streaming/event-stream.js';
import { EventStreams } from '../streaming/event-streams.js';
import type { CarriesRestRequest, RestRequest } from '../request.js';
import type { KeptAnswers } from './policy.js';
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
  constructor(
    private readonly views: ViewRegistry,
    private readonly streams: EventStreams,
  ) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler,
  ): Observable<unknown> | Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<CarriesRestRequest>().rest!;
    const { cache } = request.policy;
    const view = this.views.instanceOf(request.view);
    if (cache && request.rest.cache.enabled && request.indent === 0) {
      const key = cacheKey(request, cache);
      if (key !== undefined) return this.cached(request, cache, key, view, next);
    }
    return next.handle().pipe(
      map((data) => {
        const body = this.streamed(data, request) ?? render(data, request);
        view.onServed?.(request);
        return body;
      }),
    );
  }

  private streamed(data: unknown, request: RestRequest): Readable | Buffer | undefined {
    const stream = asEventStream(data);
    if (!stream) return undefined;
    if (!request.policy.stream) throw new Error('events need @Action({ stream: true })');
    return this.streams.begin(stream, request);
  }

  private cached(
    request: RestRequest,
    cache: KeptAnswers,
    key: string,
    view: Served,
    next: CallHandler,
  ): Observable<unknown> | Promise<Observable<unknown>> {
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
