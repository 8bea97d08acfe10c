import type { Type } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import {
  AnonRateThrottle,
  IsAuthenticated,
  ReadOnlyViewSet,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  type ThrottleLike,
} from '../../../src/rest/index.js';
import type { TestApp } from '../../support/app.js';
import { libraryApp } from '../../support/library/app.js';
import { Shelf } from '../../support/library/entities.js';
import { as, NameAuthentication } from '../../support/library/readers.js';
import { ShelfSerializer } from '../../support/library/serializers.js';
import { testSettings } from '../../support/settings.js';

/** A public list of shelves, whose clients the authentication (if any) tells apart. */
function shelves(
  path: string,
  options: {
    throttles?: readonly ThrottleLike[] | Record<string, readonly ThrottleLike[]>;
    authentication?: Type<NameAuthentication>[];
    isPrivate?: boolean;
  } = {},
): Type<unknown> {
  const { isPrivate, ...others } = options;
  @ViewSet({
    path,
    serializers: ShelfSerializer,
    authentication: [],
    ...(isPrivate ? { permissions: [IsAuthenticated] } : {}),
    ...others,
  })
  class ThrottledViewSet extends ReadOnlyViewSet(Shelf) {}
  return ThrottledViewSet;
}

const authentication = [NameAuthentication];
const statuses = async (
  app: TestApp,
  count: number,
  path: string,
  headers?: Record<string, string>,
): Promise<number[]> => {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) {
    found.push((await app.get(path, headers)).status);
  }
  return found;
};

describe('throttles of anonymous clients and users', () => {
  const app = libraryApp(testSettings({ THROTTLE_ANON: '3/day', THROTTLE_USER: '5/day' }), [
    shelves('public'),
    shelves('other'),
    shelves('mixed', { authentication }),
    shelves('private', { authentication, isPrivate: true }),
  ]);

  // The steps build on each other: one client, one day.
  it('let an anonymous client through as often as its rate says, and no header tells', async () => {
    for (const number of [1, 2, 3]) {
      const { status, headers } = await app.get(`/public/?n=${number}`);
      expect(status).toBe(200);
      const names = [...headers.keys()].filter((name) => /limit|retry/i.test(name));
      expect(names).toEqual([]);
    }
  });

  it('refuse the next request and say when to come back', async () => {
    const { status, text, headers } = await app.get('/public/');
    expect(status).toBe(429);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(86_300);
    expect(seconds).toBeLessThanOrEqual(86_400);
    expect(text).toBe(`{"detail":"请求超过了限速。 Expected available in ${seconds} seconds."}`);
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    const english = await app.get('/public/', { 'Accept-Language': 'en' });
    expect(english.json.detail).toMatch(
      /^Request was throttled\. Expected available in \d+ seconds\.$/,
    );
  });

  it('count the client, not the view', async () => {
    expect((await app.get('/other/')).status).toBe(429);
  });

  it.each([
    ['HEAD', '/other/'],
    ['OPTIONS', '/other/'],
    ['POST', '/other/'],
    ['GET', '/other/999/'],
  ])('refuse %s %s as well', async (method, path) => {
    expect((await app.request(method, path)).status).toBe(429);
  });

  it('come after the format, credentials and permissions', async () => {
    expect((await app.get('/other/', { Accept: 'application/xml' })).status).toBe(406);
    expect((await app.get('/private/')).status).toBe(401);
  });

  it('do not count what is no resource', async () => {
    expect((await app.get('/nope/')).status).toBe(404);
    expect((await app.get('/healthz')).status).toBe(200);
  });

  it('do not take a made-up address for another client', async () => {
    const headers = {
      'X-Forwarded-For': '9.9.9.9',
      Forwarded: 'for=9.9.9.9',
      'X-Real-IP': '9.9.9.9',
    };
    expect((await app.get('/public/', headers)).status).toBe(429);
  });

  it('count a user by name, each on its own', async () => {
    expect(await statuses(app, 6, '/private/', as('alice'))).toEqual([
      200, 200, 200, 200, 200, 429,
    ]);
    expect((await app.get('/mixed/', as('alice'))).status).toBe(429);
    expect((await app.get('/private/', as('bob'))).status).toBe(200);
  });

  it('take a user for anonymous where the view looks at no credentials', async () => {
    expect((await app.get('/public/', as('bob'))).status).toBe(429);
  });
});

describe('throttles behind a trusted proxy', () => {
  const app = libraryApp(testSettings({ THROTTLE_ANON: '1/day', TRUSTED_PROXIES: '127.0.0.1' }), [
    shelves('public'),
  ]);
  const from = (addresses: string) => ({ 'X-Forwarded-For': addresses });

  it('count the client that the proxy names', async () => {
    expect(await statuses(app, 2, '/public/', from('1.1.1.1'))).toEqual([200, 429]);
    expect(await statuses(app, 2, '/public/', from('2.2.2.2'))).toEqual([200, 429]);
  });

  it('do not believe what the client told the proxy', async () => {
    expect(await statuses(app, 1, '/public/', from('3.3.3.3, 1.1.1.1'))).toEqual([429]);
    expect(await statuses(app, 1, '/public/', from('4.4.4.4, 1.1.1.1'))).toEqual([429]);
  });
});

describe('scoped throttles', () => {
  const app = libraryApp(
    testSettings(),
    [
      shelves('reports', { throttles: [new ScopedRateThrottle('reports')] }),
      shelves('more-reports', { throttles: [new ScopedRateThrottle('reports')] }),
      shelves('exports', { throttles: [new ScopedRateThrottle('exports')] }),
      shelves('free', { throttles: [new ScopedRateThrottle('nothing')] }),
      shelves('both', {
        throttles: [new ScopedRateThrottle('second'), new ScopedRateThrottle('hour')],
      }),
      shelves('per-action', {
        throttles: { list: [new AnonRateThrottle('lists')], default: [] },
      }),
      shelves('users', { authentication, throttles: [new UserRateThrottle('each')] }),
      shelves('crowd', { throttles: [new ScopedRateThrottle('crowd')] }),
      shelves('quick', { throttles: [new ScopedRateThrottle('quick')] }),
    ],
    {
      rest: {
        throttleRates: {
          reports: '2/day',
          exports: '1/hour',
          nothing: null,
          second: '1/second',
          hour: '1/h',
          lists: '1/m',
          each: '1/minute',
          crowd: '10/day',
          quick: '1/s',
        },
      },
    },
  );

  it('count together what shares a scope, and nothing else', async () => {
    expect(await statuses(app, 1, '/reports/')).toEqual([200]);
    expect(await statuses(app, 2, '/more-reports/')).toEqual([200, 429]);
    expect(await statuses(app, 1, '/reports/')).toEqual([429]);
    expect(await statuses(app, 2, '/exports/')).toEqual([200, 429]);
  });

  it('without a rate limit nobody', async () => {
    expect(new Set(await statuses(app, 20, '/free/'))).toEqual(new Set([200]));
  });

  it('tell the longest of several waits', async () => {
    expect(await statuses(app, 1, '/both/')).toEqual([200]);
    const { headers } = await app.get('/both/');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3500);
  });

  it('may be for one action', async () => {
    expect(await statuses(app, 2, '/per-action/')).toEqual([200, 429]);
    expect(await statuses(app, 3, '/per-action/1/')).toEqual([200, 200, 200]);
  });

  it('tell users apart from each other and from their address', async () => {
    expect(await statuses(app, 2, '/users/', as('alice'))).toEqual([200, 429]);
    expect(await statuses(app, 2, '/users/', as('bob'))).toEqual([200, 429]);
    expect(await statuses(app, 2, '/users/')).toEqual([200, 429]);
  });

  it('let exactly as many through as the rate says when all come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => app.get('/crowd/')));
    const passed = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    expect([passed.length, refused.length]).toEqual([10, 20]);
  });

  it('let a client through again when its time is over', async () => {
    expect(await statuses(app, 1, '/quick/')).toEqual([200]);
    const { status, headers, json } = await app.get('/quick/', { 'Accept-Language': 'en' });
    expect([status, headers.get('retry-after')]).toEqual([429, '1']);
    expect(json.detail).toBe('Request was throttled. Expected available in 1 second.');
    await expect.poll(async () => (await app.get('/quick/')).status, { timeout: 3000 }).toBe(200);
  });
});
