import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { defineJob, JobQueue, JobWorkers } from '../../../src/infrastructure/jobs/index.js';
import { Gauges, MetricsServer } from '../../../src/infrastructure/metrics/index.js';
import { declaredMetrics } from '../../../src/infrastructure/metrics/metric.js';
import { Settings } from '../../../src/config/settings.js';
import { show } from '../../support/box-office.js';
import { freePort } from '../../support/free-port.js';
import { paidShop } from '../../support/payments.js';
import { testMode } from '../../support/settings.js';
import { shoppers } from '../../support/shoppers.js';
import { lock, pay } from '../../support/tickets.js';

const port = await freePort();
const shop = await paidShop({
  METRICS_PORT: String(port),
  RELEASE: '1.4.2',
  PAYMENT_RECONCILE_SECONDS: '600',
  THROTTLE_LOOKUP: '1/minute',
});
const address = `http://127.0.0.1:${port}`;

async function scrape(): Promise<string> {
  const response = await fetch(`${address}/metrics`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.text();
}

/** The value of a series as it is written, such as `a_total{name="x"}`; undefined: it is not told. */
async function value(series: string): Promise<number | undefined> {
  const line = (await scrape()).split('\n').find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length));
}

/** By how much a series grows while `work` runs. */
async function growth(series: string, work: () => Promise<unknown>): Promise<number> {
  const before = (await value(series)) ?? 0;
  await work();
  return ((await value(series)) ?? 0) - before;
}

describe('the metrics of a process', () => {
  beforeAll(() => shop.nest.get(MetricsServer, { strict: false }).start());

  it('count requests by action and status, never by path', async () => {
    const series = (route: string, status: number) =>
      `http_request_duration_seconds_count{method="GET",route="${route}",status="${status}"}`;
    const work = async () => {
      for (const path of ['/goods/1/', '/goods/2/', '/goods/2/']) await shop.get(path);
    };
    expect(await growth(series('GoodsController.retrieve', 200), work)).toBe(3);
    expect(
      await growth(series('GoodsController.retrieve', 404), () => shop.get('/goods/987654/')),
    ).toBe(1);
    expect(await growth(series('unmatched', 404), () => shop.get('/wp-login.php/'))).toBe(1);
    expect(await scrape()).not.toMatch(/wp-login|987654/);
  });

  it('begin at nothing where the first event must be seen as one', async () => {
    for (const series of [
      'shop_payments_total{outcome="late"}',
      'shop_payments_total{outcome="amount_differs"}',
      'sms_sent_total{outcome="failed"}',
      'mail_sent_total{outcome="refused"}',
      'box_locks_total{outcome="conflict"}',
      'shop_orders_total{state="refunded"}',
    ]) {
      expect([series, await value(series)]).toEqual([series, 0]);
    }
  });

  it('tell where kept answers came from', async () => {
    const result = (name: string) => `http_response_cache_total{result="${name}"}`;
    const path = '/goods/?page_size=7';
    let etag = '';
    const read = async () => (etag = (await shop.get(path)).headers.get('etag')!);
    expect(await growth(result('miss'), read)).toBe(1);
    expect(await growth(result('hit'), read)).toBe(1);
    const again = () => shop.get(path, { 'If-None-Match': etag });
    expect(await growth(result('revalidated'), again)).toBe(1);
    expect(await growth(result('bypass'), () => shop.get(`${path}&made=up`))).toBe(1);
  });

  it('count what rates refuse', async () => {
    const work = async () => {
      for (let number = 0; number < 3; number += 1) await shop.get('/usernames/somebody/count/');
    };
    expect(await growth('throttled_total{scope="lookup"}', work)).toBe(2);
  });

  it('measure statements, and tell of connections and migrations', async () => {
    const selects = 'db_query_duration_seconds_count{kind="select"}';
    const commits = 'db_query_duration_seconds_count{kind="commit"}';
    expect(await growth(selects, () => shop.get('/goods/?page_size=8'))).toBeGreaterThan(0);
    expect(await growth(commits, () => shop.place())).toBe(1);
    expect(await value('migrations_pending')).toBe(0);
    const idle = await value('db_pool_connections{state="idle"}');
    if (testMode === 'stack') expect(idle).toBeGreaterThan(0);
    else expect(idle).toBeUndefined();
  });

  it('tell whether Redis can be used, and how long it takes', async () => {
    if (testMode === 'embedded') {
      expect(await value('redis_up')).toBeUndefined();
      return;
    }
    expect(await value('redis_up')).toBe(1);
    const ask = () => shop.get('/image_codes/0e7c1e5a-9d3a-4c11-9d4e-3d1c64a1f0ab/');
    expect(await growth('redis_command_duration_seconds_count', ask)).toBeGreaterThan(0);
  });

  it('count jobs by kind and outcome, and those that wait', async () => {
    const type = defineJob<{ isGood: boolean }>('of-a-test', { attempts: 1 });
    shop.nest.get(JobWorkers, { strict: false }).register(type, async ({ isGood }) => {
      if (!isGood) throw new Error('on purpose');
    });
    const run = async (isGood: boolean) => {
      const job = await shop.nest.get(JobQueue, { strict: false }).enqueue(type, { isGood });
      await job.finished(10).catch(() => undefined);
    };
    const outcome = (name: string) => `jobs_total{name="of-a-test",outcome="${name}"}`;
    expect(await growth(outcome('done'), () => run(true))).toBe(1);
    expect(await growth(outcome('failed'), () => run(false))).toBe(1);
    expect(await value('job_duration_seconds_count{name="of-a-test"}')).toBe(2);
    expect(await value('jobs_failed')).toBe(1);
    expect(await value('jobs_waiting')).toBe(0);
  });

  it('count what is paid for, late money too', async () => {
    const settle = async () => shop.notify(shop.paidFields(await shop.place()));
    const settled = 'shop_payments_total{outcome="settled"}';
    expect(await growth('shop_order_amount_cents_total', settle)).toBe(8850);
    expect(await growth(settled, settle)).toBe(1);
    const order = await shop.place();
    const fields = shop.paidFields(order);
    const thrice = () => Promise.all([1, 2, 3].map(() => shop.notify(fields)));
    expect(await growth('shop_orders_total{state="paid"}', thrice)).toBe(1);
    const late = async () => shop.notify(shop.paidFields(order));
    expect(await growth('shop_payments_total{outcome="late"}', late)).toBe(1);
    expect(await value('shop_reconciliation_lag_seconds')).toBeLessThan(600);
  });

  it('count locks and sales of seats', async () => {
    const screening = await show(shop);
    const [first, second] = await shoppers(shop, 2);
    const outcome = (name: string) => `box_locks_total{outcome="${name}"}`;
    let id = 0;
    const take = async () => (id = (await lock(first!, screening, [[1, 4]])).json.id);
    expect(await growth(outcome('taken'), take)).toBe(1);
    expect(await growth(outcome('conflict'), () => lock(second!, screening, [[1, 4]]))).toBe(1);
    expect(await growth('box_seats_sold_total', () => pay(shop, id))).toBe(1);
  });

  it('count the streams of events and the requests in flight', async () => {
    const screening = await show(shop);
    const leave = new AbortController();
    onTestFinished(() => leave.abort());
    const { signal } = leave;
    const stream = await fetch(`${shop.url}/screenings/${screening.id}/seats/events/`, { signal });
    expect(stream.status).toBe(200);
    expect(await value('box_event_streams')).toBe(1);
    expect(await value('http_requests_in_flight')).toBe(1);
  });

  it('say what runs, and how the process fares', async () => {
    expect(await value(`build_info{version="1.4.2",node="${process.versions.node}"}`)).toBe(1);
    expect(await value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(await scrape()).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('leave out what cannot be looked at in time', async () => {
    const gauges = shop.nest.get(Gauges, { strict: false });
    const metric = declaredMetrics().find(({ declaration }) => declaration.name === 'jobs_active')!;
    const look = gauges.lookOf(metric)!;
    onTestFinished(() => gauges.register(metric, look));
    expect(await value('jobs_active')).toBe(0);
    gauges.register(metric, () => Promise.reject(new Error('away')));
    expect(await value('jobs_active')).toBeUndefined();
    gauges.register(metric, () => new Promise<number>(() => {}));
    const told = await scrape();
    expect(told).not.toMatch(/^jobs_active /m);
    expect(told).toMatch(/^jobs_waiting 0$/m);
  });

  it('are nowhere else on that port, and on no other', async () => {
    expect((await fetch(`${address}/`)).status).toBe(404);
    expect((await fetch(`${address}/metrics`, { method: 'POST' })).status).toBe(404);
    expect((await shop.get('/metrics/')).status).toBe(404);
  });

  it('stop the start when the port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const settings = shop.nest.get(Settings, { strict: false });
    const other = new MetricsServer(settings, new Gauges());
    await expect(other.start()).rejects.toThrow(/^METRICS_PORT: listen EADDRINUSE/);
  });
});

/** Metrics that other exporters tell, and the backup. */
const OTHERS = new Set([
  'up',
  'probe_success',
  'probe_ssl_earliest_cert_expiry',
  'node_filesystem_avail_bytes',
  'node_filesystem_size_bytes',
  'shop_backup_timestamp_seconds',
]);

/** Names of PromQL's own. */
const WORDS = new Set(
  (
    'sum rate increase histogram_quantile by le max min deriv absent time topk count and or on ' +
    'status instance route method result scope version node kind state name outcome from'
  ).split(' '),
);

function metricsOf(expression: string): string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '')
    .replaceAll(/\b\d[\d.]*\w?/g, '');
  return [...new Set(bare.match(/[a-z_]\w*/g) ?? [])].filter((word) => !WORDS.has(word));
}

describe('the dashboard and the alerts', () => {
  const dashboard = readFileSync('ops/grafana.json', 'utf8');
  const alerts = readFileSync('ops/alerts.yml', 'utf8');
  const shown = [...dashboard.matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)].map(
    ([, text]) => JSON.parse(`"${text}"`) as string,
  );
  const watched = alerts
    .split(/^ +expr: /m)
    .slice(1)
    .map((text) => text.split(/^ +(?:for|labels): /m)[0]!.replace('>-', ''));
  const used = new Set([...shown, ...watched].flatMap(metricsOf));

  it('ask only for what is told', async () => {
    const told = new Set(OTHERS);
    for (const { declaration } of declaredMetrics()) {
      const { name, kind } = declaration;
      const endings = kind === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
      for (const ending of endings) told.add(name + ending);
    }
    for (const [, name] of (await scrape()).matchAll(/^# TYPE (\S+)/gm)) told.add(name!);
    expect(shown.length).toBeGreaterThan(20);
    expect(watched.length).toBeGreaterThan(15);
    expect([...used].filter((name) => !told.has(name))).toEqual([]);
  });

  it('show every metric of the shop', () => {
    const forgotten = declaredMetrics()
      .map(({ declaration }) => declaration.name)
      .filter((name) => ![...used].some((other) => other.startsWith(name)));
    expect(forgotten).toEqual([]);
  });
});
