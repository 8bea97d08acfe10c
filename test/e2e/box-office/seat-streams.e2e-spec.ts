import { describe, expect, it, onTestFinished } from 'vitest';
import { EventStreams } from '../../../src/rest/streaming/event-streams.js';
import { TestApp, testApp } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { lock } from '../../support/tickets.js';
import { until } from '../../support/until.js';

const WATCHERS = 50;
/** Streams that one client may have open at once. */
const EACH = 10;

const app = testApp(testSettings({ THROTTLE_TICKET: '1000/second' }));

/** Somebody who looks at the seats of a screening. */
interface Watcher {
  readonly status: number;
  /** Everything that came. */
  text: string;
  leave(): void;
}

async function watch(user: Shopper, screening: number): Promise<Watcher> {
  const controller = new AbortController();
  const watcher: Watcher = { status: 0, text: '', leave: () => controller.abort() };
  const door: Pick<TestApp, 'request'> = {
    async request(method, path, { headers } = {}) {
      const { signal } = controller;
      const answer = await fetch(app.url + path, { method, headers, signal });
      void follow(answer, watcher).catch(() => undefined);
      return { status: answer.status, headers: answer.headers, text: '', json: undefined };
    },
  };
  const { status } = await user.at(door).get(`/screenings/${screening}/seats/events/`);
  onTestFinished(watcher.leave);
  return Object.assign(watcher, { status });
}

async function follow(answer: Response, watcher: Watcher): Promise<void> {
  const decoder = new TextDecoder();
  for await (const chunk of answer.body!) watcher.text += decoder.decode(chunk, { stream: true });
}

const all = (watchers: Watcher[], part: string) =>
  until(() => watchers.every(({ text }) => text.includes(part)), 20_000);

describe('500 who look at one screening', () => {
  it('all see a seat go, and one client gets no more than its ten streams', async () => {
    const screening = await show(app);
    const users = await shoppers(app, WATCHERS);
    const streams = app.nest.get(EventStreams, { strict: false });
    const watchers = await Promise.all(
      users.flatMap((user) => Array.from({ length: EACH }, () => watch(user, screening.id))),
    );
    expect(new Set(watchers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(streams.size).toBe(WATCHERS * EACH);
    await all(watchers, 'event: state');
    const beyond = await watch(users[0]!, screening.id);
    expect(beyond.status).toBe(429);
    const startedAt = performance.now();
    expect((await lock(await shopper(app), screening, [[1, 1]])).status).toBe(201);
    await all(watchers, `"state":"locked","seats":[${screening.seat(1, 1)}]`);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    // Whoever leaves makes room, and nothing is kept of them.
    watchers[0]!.leave();
    await until(() => streams.size === WATCHERS * EACH - 1);
    expect((await watch(users[0]!, screening.id)).status).toBe(200);
    for (const { leave } of watchers) leave();
    await until(() => streams.size === 1);
  }, 60_000);
});
