import { Readable } from 'node:stream';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Throttled } from '../exceptions.js';
import type { RestRequest } from '../request.js';
import type { EventStream } from './event-stream.js';
import { framesOf } from './frames.js';

/** Streams that this process serves at once. */
const MOST = 1000;
/** And of them to one client. */
const MOST_OF_CLIENT = 10;
/** Milliseconds of silence after which a client is told that somebody is there. */
const HEARTBEAT = 15_000;

/** The streams of events that are being sent; they end with the process. */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly logger = new Logger(EventStreams.name);
  private readonly open = new Map<AbortController, string>();

  /** How many are being sent. */
  get size(): number {
    return this.open.size;
  }

  beforeApplicationShutdown(): void {
    for (const controller of this.open.keys()) controller.abort();
  }

  /**
   * Begins to answer with events; the body ends with them, with its client or with the process.
   *
   * @throws Throttled when there are too many streams
   */
  begin(stream: EventStream, request: RestRequest): Readable | Buffer {
    const { raw, reply, user } = request;
    reply.headers({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    if (raw.method === 'HEAD') return Buffer.alloc(0);
    const client = user ? `user ${user.id}` : request.ip;
    const ofClient = [...this.open.values()].filter((other) => other === client);
    if (this.open.size >= MOST || ofClient.length >= MOST_OF_CLIENT) {
      reply.removeHeader('X-Accel-Buffering');
      throw new Throttled();
    }
    const controller = new AbortController();
    this.open.set(controller, client);
    const body = Readable.from(this.frames(stream, request, controller.signal));
    body.once('close', () => {
      this.open.delete(controller);
      controller.abort();
    });
    raw.raw.once('close', () => controller.abort());
    return body;
  }

  /** What fails after the answer has begun is logged; the client may come back. */
  private async *frames(
    stream: EventStream,
    { raw }: RestRequest,
    signal: AbortSignal,
  ): AsyncGenerator<string> {
    const lastEventId = [raw.headers['last-event-id']].flat()[0];
    try {
      yield* framesOf(stream.for({ lastEventId, signal }), HEARTBEAT, signal);
    } catch (error) {
      if (!signal.aborted) this.logger.error({ err: error, reqId: raw.id }, 'a stream failed');
    }
  }
}
