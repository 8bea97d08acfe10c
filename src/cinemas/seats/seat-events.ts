import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Subject } from 'rxjs';
import { EventStream, type Listener, type ServerEvent } from '../../rest/index.js';
import { SeatNews, type SeatChange } from './seat-news.js';
import { SeatStates } from './seat-states.js';

/** Changes of a screening that are kept for clients that come back. */
const REMEMBERED = 200;
/** Screenings whose changes are kept though nobody looks at them. */
const SCREENINGS = 500;

/** Changes of one screening, as this process has heard of them. */
interface Channel {
  readonly changes: SeatChange[];
  readonly subject: Subject<SeatChange | 'gap'>;
}

/** Sends the changes of seats to whoever looks at them. */
@Injectable()
export class SeatEvents implements OnModuleInit {
  private readonly channels = new Map<number, Channel>();

  constructor(
    private readonly states: SeatStates,
    private readonly news: SeatNews,
  ) {}

  onModuleInit(): void {
    this.news.on((change) => {
      const channel = this.channels.get(change.screening);
      if (!channel) return;
      channel.changes.push(change);
      if (channel.changes.length > REMEMBERED) channel.changes.shift();
      channel.subject.next(change);
    });
    this.news.onGap(() => {
      for (const channel of this.channels.values()) {
        channel.changes.length = 0;
        channel.subject.next('gap');
      }
    });
  }

  /** The changes of a screening from now on, after what a client needs to begin with. */
  of(screening: number): EventStream {
    return new EventStream((listener) => this.follow(screening, listener));
  }

  private async *follow(
    screening: number,
    { lastEventId, signal }: Listener,
  ): AsyncGenerator<ServerEvent> {
    const { subject, changes } = this.channel(screening);
    const waiting: (SeatChange | 'gap')[] = [];
    let wake = (): void => undefined;
    const subscription = subject.subscribe((change) => {
      waiting.push(change);
      // A client that is too slow begins anew instead of being told everything.
      if (waiting.length > REMEMBERED) waiting.splice(0, waiting.length, 'gap');
      wake();
    });
    signal.addEventListener('abort', () => wake(), { once: true });
    try {
      const missed = missedSince(lastEventId, changes);
      let seen = missed ? Number(lastEventId) : 0;
      for (const change of missed ?? []) {
        seen = change.version;
        yield changeEvent(change);
      }
      if (!missed) seen = yield* this.whole(screening);
      while (!signal.aborted) {
        const change = waiting.shift();
        if (!change) await new Promise<void>((resolve) => (wake = resolve));
        // Something is missing in between: another process could not tell it.
        else if (change === 'gap' || change.version > seen + 1) seen = yield* this.whole(screening);
        // What was read with the whole state is not told again.
        else if (change.version > seen) {
          seen = change.version;
          yield changeEvent(change);
        }
      }
    } finally {
      subscription.unsubscribe();
    }
  }

  /** @returns the version that the client has seen then */
  private async *whole(screening: number): AsyncGenerator<ServerEvent, number> {
    const state = await this.states.of(screening, null);
    if (!state) return 0;
    const { mine: _mine, ...data } = state.body();
    const version = Number(data.version);
    yield { event: 'state', id: String(version), data };
    return version;
  }

  private channel(screening: number): Channel {
    let channel = this.channels.get(screening);
    if (!channel) {
      this.forgetOne();
      channel = { changes: [], subject: new Subject() };
      this.channels.set(screening, channel);
    }
    return channel;
  }

  /** Whoever comes back to a forgotten screening begins with its whole state. */
  private forgetOne(): void {
    if (this.channels.size < SCREENINGS) return;
    for (const [screening, { subject }] of this.channels) {
      if (subject.observed) continue;
      this.channels.delete(screening);
      return;
    }
  }
}

/** What came after the event of that id; undefined when that cannot be told. */
function missedSince(
  lastEventId: string | undefined,
  changes: readonly SeatChange[],
): SeatChange[] | undefined {
  if (!lastEventId || !/^\d{1,9}$/.test(lastEventId)) return undefined;
  const seen = Number(lastEventId);
  const missed = changes.filter(({ version }) => version > seen);
  if (missed.length === 0) return changes.at(-1)?.version === seen ? missed : undefined;
  return missed.every(({ version }, index) => version === seen + 1 + index) ? missed : undefined;
}

function changeEvent({ version, state, seats }: SeatChange): ServerEvent {
  return { event: 'change', id: String(version), data: { version, state, seats } };
}
