import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Subject } from 'rxjs';
import { EventStream, type Listener, type ServerEvent } from '../../rest/index.js';
import { SeatNews, type SeatChange } from './seat-news.js';
import { SeatStates } from './seat-states.js';

/** Changes of a screening that are kept for clients that come back. */
const REMEMBERED = 200;
/** Screenings whose changes are kept. */
const SCREENINGS = 500;

/** Changes of one screening, as this process has heard of them. */
interface Channel {
  readonly changes: SeatChange[];
  readonly subject: Subject<SeatChange | 'gap'>;
}

/** Sends the changes of seats to whoever looks at them. */
@Injectable()
export class SeatEvents implements OnModuleInit {
  private readonly channels = new LRUCache<number, Channel>({ max: SCREENINGS });

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
      if (missed) for (const change of missed) yield changeEvent(((seen = change.version), change));
      else seen = yield* this.whole(screening);
      while (!signal.aborted) {
        const change = waiting.shift();
        if (change === 'gap') seen = yield* this.whole(screening);
        else if (!change) await new Promise<void>((resolve) => (wake = resolve));
        // What was read with the whole state is not told again.
        else if (change.version > seen) yield changeEvent(change);
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
      channel = { changes: [], subject: new Subject() };
      this.channels.set(screening, channel);
    }
    return channel;
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
  const [first] = missed;
  const isWhole = first ? first.version === seen + 1 : changes.at(-1)?.version === seen;
  return isWhole ? missed : undefined;
}

function changeEvent({ version, state, seats }: SeatChange): ServerEvent {
  return { event: 'change', id: String(version), data: { version, state, seats } };
}
