import { setTimeout as delay } from 'node:timers/promises';
import { Get } from '@nestjs/common';
import { Observable, Subject } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  Action,
  EventStream,
  EventStreams,
  GenericViewSet,
  IsAuthenticated,
  Req,
  ScopedRateThrottle,
  ViewSet,
  type Listener,
  type RestRequest,
  type ServerEvent,
} from '../../../src/rest/index.js';
import { libraryApp } from '../../support/library/app.js';
import { Shelf } from '../../support/library/entities.js';
import { as, NameAuthentication } from '../../support/library/readers.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const stream = (summary: string) =>
  Action({
    summary,
    stream: true,
    answer: {
      description: 'Events.',
      contentType: 'text/event-stream',
      schema: { type: 'string' },
    },
  });

@ViewSet({
  path: 'events',
  authentication: [NameAuthentication],
  permissions: [IsAuthenticated],
  throttles: { limited: [new ScopedRateThrottle('rare')], default: [] },
})
class EventViewSet extends GenericViewSet(Shelf) {
  static stopped = 0;
  static subject = new Subject<ServerEvent>();

  @Get('three')
  @stream('Three events')
  async *three(): AsyncGenerator<ServerEvent> {
    yield { data: { 书: 1 }, id: '1' };
    yield { data: 'two\r\nlines', event: 'note' };
    yield { data: null };
  }

  @Get('since')
  @stream('What a client has missed')
  since(): EventStream {
    return new EventStream(async function* ({ lastEventId }: Listener) {
      yield { data: `after ${lastEventId}` };
    });
  }

  @Get('endless')
  @stream('Events that never come')
  endless(): EventStream {
    return new EventStream(
      () =>
        new Observable<ServerEvent>((subscriber) => {
          const inner = EventViewSet.subject.subscribe(subscriber);
          return () => {
            EventViewSet.stopped += 1;
            inner.unsubscribe();
          };
        }),
    );
  }

  @Get('broken')
  @stream('Fails')
  async *broken(): AsyncGenerator<ServerEvent> {
    yield { data: 'before' };
    throw new Error('password=hunter2');
  }

  @Get('undeclared')
  @Action({ summary: 'Forgets to say that it streams' })
  undeclared(@Req() _request: RestRequest): EventStream {
    return new EventStream(new Subject<ServerEvent>());
  }

  @Get('limited')
  @stream('Once a day')
  async *limited(): AsyncGenerator<ServerEvent> {
    yield { data: 1 };
  }
}

describe('a stream of events', () => {
  const app = libraryApp(testSettings(), [EventViewSet], {
    rest: { throttleRates: { rare: '1/day' } },
  });
  const alice = as('alice');
  const open: AbortController[] = [];
  afterEach(async () => {
    for (const each of open.splice(0)) each.abort();
    vi.restoreAllMocks();
    await until(() => app.nest.get(EventStreams).size === 0);
  });

  async function listen(path: string, headers: Record<string, string> = alice) {
    const controller = new AbortController();
    open.push(controller);
    const { signal } = controller;
    const answer = await fetch(app.url + path, {
      headers: { Accept: 'text/event-stream', ...headers },
      signal,
    });
    return { answer, controller, reader: answer.body!.getReader() };
  }
  const chunk = async (reader: ReadableStreamDefaultReader<Uint8Array>) =>
    new TextDecoder().decode((await reader.read()).value);

  it('arrives frame by frame, unbuffered and kept by no cache', async () => {
    const answer = await app.get('/events/three/', { ...alice, Accept: 'text/event-stream' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
    expect(answer.text).toBe(
      ': \n\nid: 1\ndata: {"书":1}\n\nevent: note\ndata: two\ndata: lines\n\ndata: null\n\n',
    );
  });

  it('has the permissions and throttles of its action', async () => {
    expect((await app.get('/events/three/')).status).toBe(401);
    expect((await app.get('/events/limited/', alice)).status).toBe(200);
    expect((await app.get('/events/limited/', alice)).status).toBe(429);
    const head = await app.request('HEAD', '/events/endless/', { headers: alice });
    expect([head.status, head.text]).toEqual([200, '']);
  });

  it('goes on after the last event that its client has seen', async () => {
    const { text } = await app.get('/events/since/', { ...alice, 'Last-Event-ID': '41' });
    expect(text).toContain('data: after 41\n\n');
  });

  it('begins at once, delivers events as they happen, and stops its source when its client goes', async () => {
    const { answer, controller, reader } = await listen('/events/endless/');
    expect([answer.status, await chunk(reader)]).toEqual([200, ': \n\n']);
    EventViewSet.subject.next({ data: 'now' });
    expect(await chunk(reader)).toBe('data: now\n\n');
    const before = EventViewSet.stopped;
    controller.abort();
    await until(() => EventViewSet.stopped === before + 1);
    expect(app.nest.get(EventStreams).size).toBe(0);
  });

  it('is one of ten that a client may have', async () => {
    const streams = await Promise.all(Array.from({ length: 10 }, () => listen('/events/endless/')));
    expect(streams.map(({ answer }) => answer.status)).toEqual(Array(10).fill(200));
    const refused = await app.get('/events/endless/', alice);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toBe('application/json');
    expect((await listen('/events/endless/', as('bob'))).answer.status).toBe(200);
    streams[0]!.controller.abort();
    await until(() => app.nest.get(EventStreams).size === 10);
    expect((await listen('/events/endless/')).answer.status).toBe(200);
  });

  it('that fails ends without telling why', async () => {
    const { status, text } = await app.get('/events/broken/', alice);
    expect([status, text]).toEqual([200, ': \n\ndata: before\n\n']);
    expect((await app.get('/events/undeclared/', alice)).status).toBe(500);
  });

  it('is cut off when its client takes nothing of what keeps coming', async () => {
    const { reader } = await listen('/events/endless/');
    await chunk(reader);
    const before = EventViewSet.stopped;
    for (let count = 0; count < 1002; count += 1) EventViewSet.subject.next({ data: count });
    await until(() => EventViewSet.stopped === before + 1);
  });

  it('ends with the process', async () => {
    const { reader } = await listen('/events/endless/');
    await chunk(reader);
    app.nest.get(EventStreams).beforeApplicationShutdown();
    expect((await reader.read()).done).toBe(true);
    await delay(0);
  });
});
