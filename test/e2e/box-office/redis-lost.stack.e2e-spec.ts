import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { testApp, type TestApp } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { redisProxy } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { shoppers } from '../../support/shoppers.js';
import { lock } from '../../support/tickets.js';
import { until } from '../../support/until.js';

/** Follows the seats of a screening. @returns everything that came so far, when asked */
async function follow(app: TestApp, screening: number): Promise<() => string> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const { body } = await fetch(`${app.url}/screenings/${screening}/seats/events/`, {
    signal: controller.signal,
  });
  let text = '';
  const read = async () => {
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) text += chunk;
  };
  void read().catch(() => undefined);
  await until(() => text.includes('event: state'));
  return () => text;
}

describe('seats, while Redis is away', async () => {
  const proxy = await redisProxy(process.env.TEST_REDIS_URL!);
  afterAll(() => proxy.close());
  const variables = { REDIS_URL: proxy.url, THROTTLE_TICKET: '1000/second' };
  const settings = testSettings(variables);
  /** Two nodes of one shop, on one database. */
  const app = testApp(settings);
  const other = testApp(settings);

  const stateAt = async (node: TestApp, id: number) =>
    (await node.get(`/screenings/${id}/seats/`)).json;

  it('are locked once all the same, seen by every node, and streams catch up afterwards', async () => {
    const screening = await show(app);
    const [first, second] = await shoppers(app, 2);
    const events = await follow(other, screening.id);
    // What is kept of the state here is to be outdated without a word from the other node.
    expect((await stateAt(other, screening.id)).locked).toEqual([]);
    proxy.cut();
    onTestFinished(() => proxy.restore());
    const { status, json } = await lock(first!, screening, [[1, 1]]);
    expect(status).toBe(201);
    const seat = screening.seat(1, 1);
    const refused = await lock(second!.at(other), screening, [[1, 1]]);
    expect([refused.status, refused.json.taken]).toEqual([400, [seat]]);
    await until(async () => (await stateAt(other, screening.id)).locked.includes(seat), 10_000);
    proxy.restore();
    const isReady = async (node: TestApp) => (await node.get('/readyz')).json.status === 'ok';
    await until(async () => (await isReady(app)) && (await isReady(other)), 20_000);
    // The stream missed it, and begins anew with everything.
    await until(() => events().includes(`"locked":[${seat}]`), 20_000);
    // From now on changes come one by one again.
    await first!.delete(`/ticketorders/${json.id}/`);
    await until(() => events().includes(`"state":"free","seats":[${seat}]`));
  }, 90_000);
});
