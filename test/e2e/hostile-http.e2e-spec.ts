import { beforeAll, describe, expect, it } from 'vitest';
import { ViewRegistry } from '../../src/rest/index.js';
import { Tokens } from '../../src/users/tokens/tokens.js';
import type { User } from '../../src/users/entities/index.js';
import { testApp } from '../support/app.js';
import { seedCatalogue } from '../support/catalogue.js';
import { HOSTILE_REQUESTS, type HostileRequest } from '../support/hostile.js';
import { rawRequest } from '../support/http.js';
import { testSettings } from '../support/settings.js';
import { createUser, reload } from '../support/users.js';

/** Requests to each path; all kinds are tried with `HOSTILE_REQUESTS=100`. */
const PER_PATH = Number(process.env.HOSTILE_REQUESTS ?? 8);

/** What is served besides the resources, and paths that are none. */
const OTHER_PATHS = [
  '/media/',
  '/media/goods/images/1-1.svg',
  '/media/%2e%2e/%2e%2e/etc/passwd',
  '/media/..%2f..%2fetc/passwd',
  '/media/%00',
  '/api-auth/login/',
  '/api-auth/logout/',
  '/docs/',
  '/docs/openapi.json',
  '/docs/%00',
  '/healthz',
  '/readyz',
  '/nothing/here/',
  '//',
  '/%',
  '/..%2f..%2fetc/passwd',
];

/** Endless when they are answered. */
const STREAMS = /\/events\/$/;

describe('every path, asked as no client asks', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let root: User;
  beforeAll(async () => {
    root = await createUser(app, { username: 'root', role: 'administrator' });
  });

  function paths(): string[] {
    const views = app.nest.get(ViewRegistry).all();
    const declared = views.flatMap((view) =>
      view.routes.flatMap(({ path }) => view.paths.map((prefix) => `/${prefix}/${path}/`)),
    );
    const filled = declared.map((path) =>
      path
        .replaceAll(/\/+/g, '/')
        .replace(':resource', 'goods')
        .replaceAll(/:\w+(\([^)]*\))?/g, '1'),
    );
    return [...new Set([...filled, ...OTHER_PATHS])].filter((path) => !STREAMS.test(path));
  }

  /** @returns what went wrong */
  async function ask(
    path: string,
    { methods, headers, body = '', suffix = '' }: HostileRequest,
    turn: number,
  ): Promise<string | undefined> {
    const method = methods[turn % methods.length]!;
    const token = app.nest.get(Tokens).issue(await reload(app, root));
    const bytes = Buffer.from(body as string);
    const { status, text } = await rawRequest(app.url, method, path + suffix, {
      headers: {
        Authorization: `JWT ${token}`,
        ...(headers?.['Transfer-Encoding'] === undefined && {
          'Content-Length': String(bytes.length),
        }),
        ...headers,
      },
      body: bytes,
    });
    if (status < 500) return undefined;
    const sent = JSON.stringify({ headers, suffix }).slice(0, 200);
    return `${method} ${path} ${sent}: ${status} ${text.slice(0, 200)}`;
  }

  it('is answered, and never by a failure of the shop', async () => {
    const faults: (string | undefined)[] = [];
    let turn = 0;
    for (const path of paths()) {
      const asked = Array.from({ length: Math.min(PER_PATH, HOSTILE_REQUESTS.length) }, () => {
        turn += 1;
        return ask(path, HOSTILE_REQUESTS[turn % HOSTILE_REQUESTS.length]!, turn);
      });
      faults.push(...(await Promise.all(asked)));
    }
    expect(turn).toBeGreaterThan(HOSTILE_REQUESTS.length * 5);
    expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
    expect((await app.get('/healthz')).status).toBe(200);
  }, 300_000);
});
