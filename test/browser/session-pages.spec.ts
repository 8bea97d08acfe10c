import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CartLine } from '../../src/cart/entities/index.js';
import { testApp } from '../support/app.js';
import { testBrowser } from '../support/browser.js';
import { seedCatalogue } from '../support/catalogue.js';
import { testSettings } from '../support/settings.js';
import { createUser, PASSWORD } from '../support/users.js';

/** What a page of another site tries, by what browsers let it do unasked. */
const ATTEMPTS = (api: string) => `<!doctype html><link rel="icon" href="data:,">
<form id="json" method="post" enctype="text/plain" action="${api}/session/carts/" target="one">
<input name='{"sku_id":5,"count":1,"x":"' value='"}'></form>
<form id="plain" method="post" action="${api}/session/carts/" target="other">
<input name="sku_id" value="5"><input name="count" value="1"></form>
<iframe name="one"></iframe><iframe name="other"></iframe>
<img src="${api}/session/logout/"><img src="${api}/session/carts/selection/">`;

describe('the session pages in a browser', () => {
  const app = testApp(testSettings({ CORS_ORIGINS: 'http://127.0.0.1:*' }), {
    seed: seedCatalogue,
  });
  const browser = testBrowser(app);
  let server: Server;
  let port: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const isOther = request.headers.host?.startsWith('localhost');
      const page = isOther ? ATTEMPTS(app.url) : '<!doctype html><link rel="icon" href="data:,">';
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  /** A page of the storefront, on another port of the same host, that somebody has signed in on. */
  async function signedIn() {
    const user = await createUser(app);
    const page = await browser.window();
    await page.goto(`http://127.0.0.1:${port}/`);
    const call = (method: string, path: string, body?: object) =>
      page.evaluate<{ code: number; [key: string]: unknown }>(
        `fetch(${JSON.stringify(`${app.url}/session${path}`)}, {
          method: '${method}', credentials: 'include',
          ${body ? `headers: { 'Content-Type': 'application/json;charset=UTF-8' }, body: ${JSON.stringify(JSON.stringify(body))}` : ''}
        }).then((answer) => answer.json())`,
      );
    const signIn = { username: user.username, password: PASSWORD, remembered: true };
    expect(await call('POST', '/login/', signIn)).toEqual({ code: 0, errmsg: 'OK' });
    return { user, page, call };
  }

  it('see who has signed in, and nothing of the session', async () => {
    const { user, page, call } = await signedIn();
    const cookies = await page.evaluate<string>('document.cookie');
    expect(cookies).toContain(`username=${user.username}`);
    expect(cookies).not.toContain('sessionid');
    expect(await call('POST', '/carts/', { sku_id: 3, count: 2 })).toMatchObject({ count: 2 });
    expect(await call('DELETE', '/carts/', { sku_id: 3 })).toMatchObject({ code: 0 });
    expect(await call('DELETE', '/logout/')).toMatchObject({ code: 0 });
    expect(await page.evaluate('document.cookie')).not.toContain('username');
    expect((await call('GET', '/info/')).code).toBe(401);
  });

  it('lose nothing to a page of another site, by forms, pictures or scripts', async () => {
    const { user, page, call } = await signedIn();
    await call('POST', '/carts/', { sku_id: 3, count: 1 });
    const other = await page.context().newPage();
    await other.goto(`http://localhost:${port}/`, { waitUntil: 'networkidle' });
    for (const form of ['json', 'plain']) {
      const refused = other.waitForResponse((answer) => answer.request().method() === 'POST');
      await other.evaluate(`document.getElementById('${form}').submit()`);
      expect((await refused).status()).toBe(403);
    }
    const outcomes = await other.evaluate(`Promise.allSettled([
      fetch('${app.url}/session/carts/', { method: 'POST', mode: 'no-cors', credentials: 'include',
        body: '{"sku_id":5,"count":1}' }),
      fetch('${app.url}/session/carts/', { method: 'DELETE', credentials: 'include',
        headers: { 'Content-Type': 'application/json' }, body: '{"sku_id":3}' }),
      fetch('${app.url}/session/logout/', { method: 'DELETE', credentials: 'include' }),
    ]).then((all) => all.map(({ status, value }) => value?.type ?? status))`);
    // One is sent and refused; the others the browser does not even send.
    expect(outcomes).toEqual(['opaque', 'rejected', 'rejected']);
    browser.complaints.length = 0;
    const lines = await app.dataSource.manager.findBy(CartLine, { userId: user.id });
    expect(lines).toMatchObject([{ goodsId: 3, quantity: 1, isSelected: true }]);
    expect((await call('GET', '/info/')).code).toBe(0);
  });
});
