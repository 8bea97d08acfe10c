import type { Observable } from 'rxjs';

/** One event as it goes over the wire. */
export interface ServerEvent {
  /** Sent as text, or else as JSON. */
  readonly data: unknown;
  /** What listeners are registered for; default: `message`. */
  readonly event?: string;
  /** What a client that comes back has seen last. */
  readonly id?: string;
}

/** Who listens to a stream. */
export interface Listener {
  /** Id of the last event that the client has seen, when it comes back. */
  readonly lastEventId: string | undefined;
  /** Aborted when the client is gone or the process ends. */
  readonly signal: AbortSignal;
}

/** Where events come from. */
export type EventSource =
  | AsyncIterable<ServerEvent>
  | Observable<ServerEvent>
  | ((listener: Listener) => AsyncIterable<ServerEvent> | Observable<ServerEvent>);

/**
 * An answer that goes on: what an action with `@Action({ stream: true })` returns. It may as well
 * return an async iterable.
 *
 * DJANGO: StreamingHttpResponse with `text/event-stream`
 */
export class EventStream {
  constructor(readonly source: EventSource) {}

  /** The events for one listener. */
  for(listener: Listener): AsyncIterator<ServerEvent> {
    const source = typeof this.source === 'function' ? this.source(listener) : this.source;
    return Symbol.asyncIterator in source
      ? source[Symbol.asyncIterator]()
      : listen(source, listener.signal);
  }
}

/** Whether a handler answers with events. */
export function asEventStream(data: unknown): EventStream | undefined {
  if (data instanceof EventStream) return data;
  return isAsyncIterable(data) ? new EventStream(data) : undefined;
}

function isAsyncIterable(data: unknown): data is AsyncIterable<ServerEvent> {
  return typeof data === 'object' && data !== null && Symbol.asyncIterator in data;
}

/** Events that wait for a slow client at most: then it is cut off, and may come back. */
const MOST_WAITING = 1000;

/** The values of an observable, which does not wait for who takes them. */
async function* listen(
  observable: Observable<ServerEvent>,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const waiting: ServerEvent[] = [];
  let end: { error?: unknown } | undefined;
  let wake = (): void => undefined;
  const stop = (reason: { error?: unknown }): void => {
    end ??= reason;
    wake();
  };
  const subscription = observable.subscribe({
    next: (event) => {
      waiting.push(event);
      if (waiting.length > MOST_WAITING) stop({ error: new Error('the client is too slow') });
      wake();
    },
    error: (error: unknown) => stop({ error }),
    complete: () => stop({}),
  });
  const leave = (): void => subscription.unsubscribe();
  signal.addEventListener('abort', leave, { once: true });
  try {
    for (;;) {
      const event = waiting.shift();
      if (event) yield event;
      else if (end) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    if (end && 'error' in end) throw end.error;
  } finally {
    signal.removeEventListener('abort', leave);
    leave();
  }
}
