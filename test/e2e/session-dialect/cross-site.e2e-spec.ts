import { beforeEach, describe, expect, it } from 'vitest';
import { CartLine } from '../../../src/cart/entities/index.js';
import { Order } from '../../../src/orders/index.js';
import { Address } from '../../../src/user-operations/entities/index.js';
import type { User } from '../../../src/users/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { PAGES, PagesBrowser, PLACE } from '../../support/session-pages.js';
import { testSettings } from '../../support/settings.js';
import { createUser, PASSWORD, reload } from '../../support/users.js';

const EVIL = 'https://evil.example';
const SETTINGS = {
  CORS_ORIGINS: `${PAGES}, http://localhost:*, *`,
  THROTTLE_LOGIN: '10000/minute',
};

describe('a page of another site', () => {
  const app = testApp(testSettings(SETTINGS), { seed: seedCatalogue });
  let browser: PagesBrowser;
  let user: User;
  let addressId: number;
  let cookie: string;

  beforeEach(async () => {
    browser = new PagesBrowser(app);
    user = await createUser(app);
    await browser.signIn(user.username, true);
    addressId = (await browser.post('/addresses/create/', PLACE)).json.address.id;
    await browser.post('/carts/', { sku_id: 3, count: 1 });
    cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  });

  /** Everything that the pages change by a request with a body, and what they send. */
  const writes = (): [method: string, path: string, body: object][] => [
    ['POST', '/carts/', { sku_id: 4, count: 1 }],
    ['PUT', '/carts/', { sku_id: 3, count: 9 }],
    ['PUT', '/carts/selection/', { selected: false }],
    ['DELETE', '/carts/', { sku_id: 3 }],
    ['POST', '/addresses/create/', PLACE],
    ['PUT', `/addresses/${addressId}/`, { ...PLACE, receiver: '坏人' }],
    ['PUT', `/addresses/${addressId}/title/`, { title: '坏' }],
    ['PUT', '/emails/', { email: 'evil@example.com' }],
    [
      'PUT',
      '/password/',
      { old_password: PASSWORD, new_password: 'evil12345', new_password2: 'evil12345' },
    ],
    ['POST', '/orders/commit/', { address_id: addressId, pay_method: 1 }],
    ['POST', '/browse_histories/', { sku_id: 3 }],
    ['POST', '/login/', { username: user.username, password: PASSWORD, remembered: true }],
    ['POST', '/detail/visit/13/', {}],
    ['DELETE', '/logout/', {}],
    ['DELETE', `/addresses/${addressId}/`, {}],
  ];

  async function expectUntouched(): Promise<void> {
    const { manager } = app.dataSource;
    const userId = user.id;
    expect(await manager.findBy(CartLine, { userId })).toMatchObject([
      { goodsId: 3, quantity: 1, isSelected: true },
    ]);
    expect(await manager.findBy(Address, { userId })).toMatchObject([
      { receiver: '张三', title: '张三', isDeleted: false },
    ]);
    expect(await manager.countBy(Order, { userId })).toBe(0);
    const now = await reload(app, user);
    expect([now.passwordHash, now.pendingEmail]).toEqual([user.passwordHash, user.pendingEmail]);
    expect((await browser.get('/info/')).status).toBe(200);
    expect((await browser.get('/browse_histories/')).json.skus).toEqual([]);
  }

  async function expectAllRefused(
    headers: Record<string, string>,
    bodyOf: (body: object) => string | undefined,
  ): Promise<void> {
    for (const [method, path, body] of writes()) {
      const answer = await app.request(method, `/session${path}`, {
        headers: { Cookie: cookie, ...headers },
        body: bodyOf(body),
      });
      expect([method, path, answer.status, answer.headers.getSetCookie()]).toEqual([
        method,
        path,
        403,
        [],
      ]);
      expect(answer.json).toMatchObject({ code: 403, errmsg: expect.stringMatching(/^CSRF/) });
    }
    await expectUntouched();
  }

  const asJson = (body: object) => JSON.stringify(body);
  const asForm = (body: object) => new URLSearchParams(Object.entries(body)).toString();
  const FORM = 'application/x-www-form-urlencoded';

  it.each([
    ['its own origin', EVIL],
    ['an opaque origin', 'null'],
    ['one that only looks like a listed one', `${PAGES}.evil.example`],
    ['another port', PAGES.replace('8080', '81')],
  ])(
    'changes nothing by JSON from %s, not even where any origin may read',
    async (_name, origin) => {
      await expectAllRefused({ Origin: origin, 'Content-Type': 'application/json' }, asJson);
    },
  );

  it('changes nothing by a form, whose origin the browser tells', async () => {
    await expectAllRefused({ Origin: EVIL, 'Content-Type': FORM }, asForm);
  });

  it.each([FORM, 'multipart/form-data; boundary=x', 'text/plain', 'text/plain; application/json'])(
    'changes nothing by a body of the type %s, even from a listed origin',
    async (type) => {
      await expectAllRefused({ Origin: PAGES, 'Content-Type': type }, asJson);
    },
  );

  it('changes nothing by requests that tell no origin', async () => {
    await expectAllRefused({ 'Content-Type': 'application/json' }, asJson);
  });

  it('changes nothing by a POST without a type', async () => {
    const headers = { Cookie: cookie, Origin: PAGES };
    const answer = await app.request('POST', '/session/carts/', { headers });
    expect(answer.status).toBe(403);
    await expectUntouched();
  });

  it('changes nothing by pictures and links, which only get', async () => {
    const headers = { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Dest': 'image' };
    for (const path of new Set(writes().map(([, each]) => each))) {
      await app.get(`/session${path}`, headers);
    }
    await expectUntouched();
  });

  it('changes nothing of a stranger’s cart either', async () => {
    const stranger = new PagesBrowser(app);
    await stranger.post('/carts/', { sku_id: 5, count: 1 });
    const answer = await app.request('POST', '/session/carts/', {
      headers: {
        Cookie: `cart=${stranger.cookies.get('cart')}`,
        Origin: EVIL,
        'Content-Type': FORM,
      },
      body: 'sku_id=6&count=3',
    });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []]);
  });

  it('is told by preflights that it may not ask with cookies, and the pages that they may', async () => {
    const preflight = (origin: string) =>
      app.request('OPTIONS', '/session/carts/', {
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'PUT',
          'Access-Control-Request-Headers': 'content-type',
        },
      });
    const evil = await preflight(EVIL);
    expect(evil.headers.get('access-control-allow-credentials')).toBeNull();
    const { headers } = await preflight(PAGES);
    expect(headers.get('access-control-allow-origin')).toBe(PAGES);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-headers')).toMatch(/content-type/);
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      expect(headers.get('access-control-allow-methods')).toContain(method);
    }
  });

  it('gets cookies that browsers keep from it: they are of the same site only', async () => {
    const answer = await new PagesBrowser(app).signIn(user.username, true);
    const set = answer.headers.getSetCookie();
    expect(set.length).toBeGreaterThan(1);
    for (const line of set) expect(line).toMatch(/SameSite=Lax/);
  });

  it('does with its session elsewhere only what a form of ours has a token for', async () => {
    const headers = { Cookie: `sessionid=${browser.cookies.get('sessionid')}`, Origin: PAGES };
    expect((await app.get('/user/', headers)).status).toBe(200);
    const answer = await app.request('POST', '/shopcarts/', {
      headers,
      body: { goods: 4, nums: 1 },
    });
    expect(answer.status).toBe(403);
  });
});

describe('the pages themselves', () => {
  const app = testApp(testSettings(SETTINGS), { seed: seedCatalogue });

  it('may be of the API’s own origin, listed or not', async () => {
    const { username } = await createUser(app);
    const answer = await app.request('POST', '/session/login/', {
      headers: { Origin: app.url },
      body: { username, password: PASSWORD, remembered: false },
    });
    expect(answer.json).toMatchObject({ code: 0 });
  });

  it('may be on any port of a host that is listed so', async () => {
    const answer = await app.request('POST', '/session/carts/', {
      headers: { Origin: 'http://localhost:5173' },
      body: { sku_id: 3, count: 1 },
    });
    expect(answer.json).toMatchObject({ code: 0 });
  });
});
