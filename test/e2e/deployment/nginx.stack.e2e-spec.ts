import { mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { show } from '../../support/box-office.js';
import { freePort } from '../../support/free-port.js';
import { hasNginx, startNginx, type Nginx, type ProxiedAnswer } from '../../support/nginx.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { startServer, type ServerProcess } from '../../support/server-process.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';
import { createUser } from '../../support/users.js';
import { Tokens } from '../../../src/users/tokens/tokens.js';

/** Seconds that a process goes on serving, and that nginx keeps connections and grudges. */
const DELAY = 3;
const FORGET = 1;
/** Customers who do one thing after the other. */
const CUSTOMERS = 6;

describe.skipIf(!hasNginx)('API processes behind nginx', { timeout: 240_000 }, () => {
  const settings = testSettings();
  const app = testApp(settings, { seed: seedCatalogue });

  const node = (port: number, metricsPort: number): Promise<ServerProcess> =>
    startServer(settings, {
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      TRUSTED_PROXIES: '127.0.0.1',
      SHUTDOWN_DELAY_SECONDS: String(DELAY),
      THROTTLE_LOOKUP: '3/minute',
      WORKERS: '0',
    });

  it('serve as one, and lose no request while they are restarted one after the other', async () => {
    const ports = [await freePort(), await freePort()];
    const metrics = [await freePort(), await freePort()];
    const nodes = await Promise.all(ports.map((port, index) => node(port, metrics[index]!)));
    const nginx = await startNginx(ports, settings.dataDir, FORGET);

    await expectProxied(nginx);
    await expectMedia(nginx);

    const load = new Load(nginx, await signedIn());
    const running = load.run();
    for (const [index, port] of ports.entries()) {
      const before = load.answered;
      await nodes[index]!.stop();
      nodes[index] = await node(port, metrics[index]!);
      expect(load.answered).toBeGreaterThan(before + 100);
    }
    // One gone without a word: reads are asked for elsewhere.
    await until(() => serves(metrics[1]!), 10_000);
    load.writes = false;
    await load.settled();
    await nodes[0]!.kill();
    const before = load.answered;
    await load.until(before + 200);
    load.stop();
    await running;
    expect(load.failures, nginx.complaints().slice(-5000)).toEqual([]);
    expect(await load.pieces()).toBe(load.added);
  });

  async function expectProxied(nginx: Nginx): Promise<void> {
    const list = await nginx.ask('/goods/?page_size=2', { headers: { Host: 'shop.test' } });
    expect(JSON.parse(list.text).next).toBe('https://shop.test/goods/?page=2&page_size=2');
    expect(await redirected(nginx.ports.plain)).toBe('https://shop.test/goods/?page=2');
    // What a client says of its address is nothing; its requests are counted together.
    const statuses: number[] = [];
    for (let number = 0; number < 4; number += 1) {
      const headers = { 'X-Forwarded-For': `203.0.113.${number}` };
      statuses.push((await nginx.ask('/usernames/somebody/count/', { headers })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    const large = await nginx.ask('/login/', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: 'x'.repeat(2_000_000),
    });
    expect([large.status, large.headers['content-type']]).toEqual([413, 'application/json']);
    const { id } = await show(app);
    expect(await nginx.first(`/screenings/${id}/seats/events/`)).toMatch(/^: /);
  }

  async function expectMedia(nginx: Nginx): Promise<void> {
    const folder = join(settings.dataDir, 'media');
    for (const name of ['goods/1.svg', 'message/1.svg', 'returns/1.svg', 'goods/.hidden']) {
      mkdirSync(join(folder, name, '..'), { recursive: true });
      writeFileSync(join(folder, name), '<svg/>');
    }
    const picture = await nginx.ask('/media/goods/1.svg');
    expect(picture).toMatchObject({
      status: 200,
      text: '<svg/>',
      headers: {
        'content-type': 'image/svg+xml',
        'cache-control': 'public, max-age=2592000, immutable',
        'x-content-type-options': 'nosniff',
      },
    });
    // From the disk, not from a process.
    expect(picture.headers['x-request-id']).toBeUndefined();
    for (const name of ['message/1.svg', 'returns/1.svg']) {
      const sent = await nginx.ask(`/media/${name}`);
      expect(sent.headers).toMatchObject({ 'cache-control': 'private, no-cache' });
    }
    expect((await nginx.ask('/media/goods/.hidden')).status).toBe(404);
    const missing = await nginx.ask('/media/goods/2.svg');
    expect([missing.status, missing.headers['content-type']]).toEqual([404, 'application/json']);
  }

  async function signedIn(): Promise<string[]> {
    const users = await Promise.all(Array.from({ length: CUSTOMERS }, () => createUser(app)));
    return users.map((user) => app.nest.get(Tokens, { strict: false }).issue(user));
  }
});

/** Whether requests come to the process of those metrics. */
async function serves(metricsPort: number): Promise<boolean> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return text.includes('route="GoodsController.list"');
}

function redirected(port: number): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { Host: 'shop.test' };
    const options = { host: '127.0.0.1', port, path: '/goods/?page=2', headers };
    request(options, (answer) => {
      answer.resume();
      resolve(answer.headers.location);
    })
      .on('error', reject)
      .end();
  });
}

/** Customers who read and fill their carts, and never wait. */
class Load {
  readonly failures: string[] = [];
  answered = 0;
  /** Pieces that went into carts. */
  added = 0;
  writes = true;
  private isStopped = false;
  private writing = 0;

  constructor(
    private readonly nginx: Nginx,
    private readonly tokens: readonly string[],
  ) {}

  async run(): Promise<void> {
    await Promise.all(this.tokens.map((token) => this.customer(token)));
  }

  stop(): void {
    this.isStopped = true;
  }

  /** Once nobody writes any more. */
  async settled(): Promise<void> {
    while (this.writing > 0) await this.until(this.answered + 1);
  }

  async until(answered: number): Promise<void> {
    while (this.answered < answered) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** Pieces in the carts of all customers. */
  async pieces(): Promise<number> {
    const carts = await Promise.all(
      this.tokens.map((token) => this.nginx.ask('/shopcarts/', { headers: authorized(token) })),
    );
    const lines = carts.flatMap(({ text }) => JSON.parse(text) as { nums: number }[]);
    return lines.reduce((sum, { nums }) => sum + nums, 0);
  }

  private async customer(token: string): Promise<void> {
    for (let round = 0; !this.isStopped; round += 1) {
      await this.one(`/goods/?page=${1 + (round % 3)}`, {});
      await this.one(`/goods/${1 + (round % 40)}/`, {});
      if (this.writes) await this.add(token, 1 + (round % 20));
    }
  }

  private async add(token: string, goods: number): Promise<void> {
    this.writing += 1;
    const headers = { ...authorized(token), 'Content-Type': 'application/json' };
    const body = JSON.stringify({ goods, nums: 1 });
    const answer = await this.one('/shopcarts/', { method: 'POST', headers, body });
    if (answer?.status === 201) this.added += 1;
    this.writing -= 1;
  }

  private async one(
    path: string,
    options: Parameters<Nginx['ask']>[1],
  ): Promise<ProxiedAnswer | undefined> {
    try {
      const answer = await this.nginx.ask(path, options);
      this.answered += 1;
      // A cart line that is full is a fair answer.
      if (answer.status >= 400 && !(options?.method && answer.status === 400)) {
        this.failures.push(`${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
      }
      return answer;
    } catch (error) {
      this.failures.push(`${path}: ${String(error)}`);
      return undefined;
    }
  }
}

function authorized(token: string): Record<string, string> {
  return { Authorization: `JWT ${token}` };
}
