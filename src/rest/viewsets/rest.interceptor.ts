import { Readable } from 'node:stream';
import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { from, lastValueFrom, map, type Observable } from 'rxjs';
import { Browsable } from '../browsable/browsable.js';
import { KeptResponses } from '../caching/kept-responses.js';
import { asEventStream } from '../streaming/event-stream.js';
import { EventStreams } from '../streaming/event-streams.js';
import type { CarriesRestRequest, RestRequest } from '../request.js';
import { unwrap } from './response.js';
import { ViewRegistry } from './view-registry.js';

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
    private readonly kept: KeptResponses,
    private readonly streams: EventStreams,
    private readonly browsable: Browsable,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<CarriesRestRequest>().rest!;
    if (request.isPage) return from(this.page(request, next));
    const kept = this.kept.respond(request, async () =>
      toJson(unwrap(await lastValueFrom(next.handle()), request), request),
    );
    if (kept) return kept;
    return next.handle().pipe(
      map((data) => {
        const body = this.streamed(data, request) ?? render(data, request);
        this.views.instanceOf(request.view).onServed?.(request);
        return body;
      }),
    );
  }

  /** What a page shows is made anew: neither kept answers nor pages are mixed up with each other. */
  private async page(request: RestRequest, next: CallHandler): Promise<unknown> {
    // A page cannot show what goes on for ever; it says where to listen.
    const { stream } = request.policy;
    const data: unknown = stream
      ? undefined
      : await lastValueFrom(next.handle(), { defaultValue: undefined });
    const body = await this.browsable.answer(request, data);
    if (!stream) this.views.instanceOf(request.view).onServed?.(request);
    return body ?? render(data, request);
  }

  private streamed(data: unknown, request: RestRequest): Readable | Buffer | undefined {
    const stream = asEventStream(data);
    if (!stream) return undefined;
    if (!request.policy.stream) throw new Error('events need @Action({ stream: true })');
    return this.streams.begin(stream, request);
  }
}

function render(data: unknown, request: RestRequest): Buffer | Readable | undefined {
  const content = unwrap(data, request);
  if (content === undefined) return undefined;
  // Bytes are finished, and so are their headers. DJANGO: HttpResponse, StreamingHttpResponse.
  if (Buffer.isBuffer(content) || content instanceof Readable) return content;
  request.reply.header('Content-Type', 'application/json');
  // A buffer, because Fastify adds a charset to the type of a string.
  return Buffer.from(toJson(content, request));
}

function toJson(content: unknown, request: RestRequest): string {
  return JSON.stringify(content, undefined, request.indent);
}
