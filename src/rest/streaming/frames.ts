import type { ServerEvent } from './event-stream.js';

/** Keeps proxies and sockets from thinking that nobody is there. */
const HEARTBEAT = ': \n\n';

/**
 * The text of a stream of events, from a first comment on, with a comment whenever nothing happens
 * for so long. It ends when the events end or the signal is aborted; the source is stopped then.
 */
export async function* framesOf(
  events: AsyncIterator<ServerEvent>,
  heartbeatMs: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
  let next: Promise<IteratorResult<ServerEvent>> | undefined;
  try {
    yield HEARTBEAT;
    for (;;) {
      next ??= events.next();
      const outcome = await withHeartbeat(next, aborted, heartbeatMs);
      if (outcome === 'aborted') return;
      if (outcome === 'silence') {
        yield HEARTBEAT;
        continue;
      }
      next = undefined;
      if (outcome.done) return;
      yield frame(outcome.value);
    }
  } finally {
    // Whoever waits for the next event is not waited for; a failure of it interests nobody now.
    next?.catch(() => undefined);
    events.return?.().catch(() => undefined);
  }
}

/** The first of them, or `silence` when it takes too long. */
async function withHeartbeat<T, U>(
  one: Promise<T>,
  other: Promise<U>,
  milliseconds: number,
): Promise<T | U | 'silence'> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'silence'>((resolve) => {
    timer = setTimeout(() => resolve('silence'), milliseconds);
  });
  try {
    return await Promise.race([one, other, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** HTML: server-sent events, "event stream interpretation" */
function frame({ id, event, data }: ServerEvent): string {
  const text = typeof data === 'string' ? data : (JSON.stringify(data) ?? 'null');
  const lines = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `${field('id', id)}${field('event', event)}${lines.join('')}\n`;
}

function field(name: string, value: string | undefined): string {
  if (value === undefined) return '';
  if (/[\r\n\0]/.test(value)) throw new Error(`the ${name} of an event is one line`);
  return `${name}: ${value}\n`;
}
