import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Settings } from '../../../src/config/settings.js';
import { Sentry } from '../../../src/infrastructure/error-reports/index.js';
import { defineJob, JobQueue, JobWorkers } from '../../../src/infrastructure/jobs/index.js';
import { PeriodicTask } from '../../../src/infrastructure/periodic-task.js';
import { loadSettings } from '../../../src/settings.js';
import { testApp } from '../../support/app.js';
import { FakeTracker } from '../../support/fake-tracker.js';
import { testSettings } from '../../support/settings.js';
import { shopper } from '../../support/shoppers.js';
import { newMobile } from '../../support/users.js';
import { until } from '../../support/until.js';

const tracker = await new FakeTracker().start();

describe('errors that nobody expected', () => {
  const settings = testSettings({ SENTRY_DSN: tracker.dsn, RELEASE: '1.4.2' });
  const app = testApp(settings);
  beforeAll(() => app.nest.get(Sentry, { strict: false }).start());
  beforeEach(() => {
    tracker.events.length = 0;
    tracker.text = '';
  });
  afterAll(() => tracker.close());

  /** Lets the next list of addresses fail. */
  function breakAddresses(error: Error): void {
    const { manager } = app.dataSource;
    const broken = vi.spyOn(manager, 'createQueryBuilder').mockImplementation(() => {
      throw error;
    });
    onTestFinished(() => broken.mockRestore());
  }

  it('are reported with what was asked for by whom, and nothing of what people sent', async () => {
    const user = await shopper(app);
    // Made up here: lines of the source are part of a report.
    const [mobile, biscuit] = [newMobile(), randomUUID()];
    breakAddresses(
      new TypeError("no '13912345678' of alice@example.com, number 310101199001011234"),
    );
    const headers = { 'X-Request-Id': 'the-request-1', Cookie: `sid=${biscuit}` };
    const answer = await user.request('GET', `/addresses/?mobile=${mobile}`, { headers });
    expect(answer.status).toBe(500);
    await until(() => tracker.events.length === 1);
    const [event] = tracker.events;
    expect(event).toMatchObject({
      release: '1.4.2',
      environment: 'test',
      tags: { request_id: 'the-request-1' },
      user: { id: user.id },
    });
    expect(event!.transaction).toMatch(/^\w+\.list$/);
    const [exception] = event!.exception.values;
    expect(exception).toMatchObject({ type: 'TypeError', value: "no '…' of …, number …" });
    expect(exception.stacktrace.frames.at(-1).filename).toContain('error-reports.e2e-spec.ts');
    expect(event!.request).toBeUndefined();
    expect(event!.breadcrumbs ?? []).toEqual([]);
    for (const secret of [mobile, biscuit, 'Authorization']) {
      expect(tracker.text).not.toContain(secret);
    }
  });

  it('are reported of jobs that have failed for good, and of periodic tasks, once', async () => {
    const type = defineJob<object>('breaks', { attempts: 1 });
    app.nest.get(JobWorkers, { strict: false }).register(type, async () => {
      throw new Error('the job breaks');
    });
    const job = await app.nest.get(JobQueue, { strict: false }).enqueue(type, { mobile: '139' });
    await job.finished(10).catch(() => undefined);
    await until(() => tracker.events.length === 1);
    expect(tracker.events[0]!.transaction).toBe('job breaks');
    const task = new PeriodicTask('Sweep', 60, async () => {
      throw new Error('the sweep breaks');
    });
    await task.run();
    await task.run();
    await until(() => tracker.events.length === 2);
    expect(tracker.events[1]!.transaction).toBe('periodic Sweep');
  });

  it('are none of those that clients are told', async () => {
    for (const path of ['/nothing/', '/goods/abc/', '/goods/?pricemin=x', '/addresses/']) {
      await app.get(path);
    }
    breakAddresses(new TypeError('the next one'));
    await (await shopper(app)).get('/addresses/');
    await until(() => tracker.events.length > 0);
    expect(tracker.events.map(({ exception }) => exception.values[0].value)).toEqual([
      'the next one',
    ]);
  });
});

describe('a tracker that is away', () => {
  const settings = testSettings({ SENTRY_DSN: 'http://key@127.0.0.1:9/42' });
  const app = testApp(settings);

  it('costs nobody anything', async () => {
    const sentry = app.nest.get(Sentry, { strict: false });
    await sentry.start();
    const user = await shopper(app);
    const { manager } = app.dataSource;
    const broken = vi.spyOn(manager, 'createQueryBuilder').mockImplementation(() => {
      throw new TypeError('broken');
    });
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async () => (await user.get('/addresses/')).status),
    );
    broken.mockRestore();
    expect(new Set(statuses)).toEqual(new Set([500]));
    expect((await user.get('/addresses/')).status).toBe(200);
    await turn();
    const startedAt = performance.now();
    await sentry.onApplicationShutdown();
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});

describe('SENTRY_DSN', () => {
  it('is a whole one or nothing', () => {
    const message = /SENTRY_DSN: expected a DSN/;
    expect(() => loadSettings({ SENTRY_DSN: 'https://sentry.example.com/42' })).toThrow(message);
    expect(() => loadSettings({ SENTRY_DSN: 'https://key@sentry.example.com/' })).toThrow(message);
    expect(loadSettings({ SENTRY_DSN: 'https://key@sentry.example.com/42' })).toBeInstanceOf(
      Settings,
    );
  });
});
