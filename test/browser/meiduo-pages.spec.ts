import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Goods } from '../../src/goods/entities/index.js';
import { MeiduoPages } from '../../src/goods/meiduo/pages/meiduo-pages.js';
import { testApp } from '../support/app.js';
import { DESKTOP, expectNoOverflow, TELEPHONE, testBrowser } from '../support/browser.js';
import { seedCatalogue } from '../support/catalogue.js';
import { freePort } from '../support/free-port.js';
import { PAGES, PagesBrowser } from '../support/session-pages.js';
import { testSettings } from '../support/settings.js';
import { createUser } from '../support/users.js';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
};

/** Serves a folder as nginx does. */
function serve(directory: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    readFile(join(directory, path)).then(
      (bytes) => response.writeHead(200, { 'Content-Type': TYPES[extname(path)] }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('the static pages', async () => {
  const port = await freePort();
  const directory = mkdtempSync(join(tmpdir(), 'meiduo-browser-'));
  const settings = testSettings({
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    CORS_ORIGINS: `http://127.0.0.1:*, ${PAGES}`,
  });
  const app = testApp(settings, { seed: seedCatalogue, port });
  const browser = testBrowser(app);
  let server: Server;
  let url: string;

  beforeAll(async () => {
    await app.unitOfWork.run((tx) =>
      tx.manager.update(Goods, 27, { name: '<img src=x onerror="alert(1)"> &amp;' }),
    );
    await app.nest.get(MeiduoPages).write(directory);
    server = await serve(directory);
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each([DESKTOP, TELEPHONE])('fit the screen: $width', async (viewport) => {
    const page = await browser.window({ viewport });
    for (const path of ['index.html', 'list.html?cat=13', 'search.html?q=500G', 'goods/3.html']) {
      await page.goto(`${url}/${path}`, { waitUntil: 'networkidle' });
      await expectNoOverflow(page);
    }
  });

  it('lead from the menu to a list that is sorted and searched, names as they are', async () => {
    const page = await browser.window();
    await page.goto(`${url}/index.html`);
    await page.locator('.menu-top summary').first().click();
    await page.getByRole('link', { name: '分类13' }).click();
    await page.locator('.crumbs a').nth(2).waitFor();
    expect(await page.locator('.crumbs a').allTextContents()).toEqual(['分类1', '分类5', '分类13']);
    const names = page.locator('.skus .name');
    const third = '<img src=x onerror="alert(1)"> &amp;';
    await page.getByRole('button', { name: '价格' }).click();
    await expect.poll(() => names.first().textContent()).toBe('云南图书 3号 500G');
    expect(await names.nth(2).textContent()).toBe(third);
    await page.getByLabel('搜索商品').fill('牛奶');
    await page.getByRole('button', { name: '搜索' }).click();
    await page.getByText('“牛奶” 共 10 件商品').waitFor();
    await page.getByRole('button', { name: '2', exact: true }).click();
    await expect.poll(() => names.count()).toBe(4);
  });

  it('put goods into the cart and say when there are too few', async () => {
    const page = await browser.window();
    await page.goto(`${url}/goods/3.html`);
    await page.getByLabel('数量').fill('2');
    await page.getByRole('button', { name: '加入购物车' }).click();
    await page.getByText('已加入购物车').waitFor();
    await expect.poll(() => page.locator('.cart-count').textContent()).toBe('2');
    await app.unitOfWork.run((tx) => tx.manager.update(Goods, 3, { stock: 1 }));
    await page.getByRole('button', { name: '加入购物车' }).click();
    await page.getByText('商品库存不足').waitFor();
  });

  it('show the cart as it is when an older answer comes late', async () => {
    const page = await browser.window();
    let answerLate = (): void => undefined;
    const older = new Promise<void>((resolve) => (answerLate = resolve));
    let isFirst = true;
    await page.route('**/cart/', async (route) => {
      const isLate = isFirst;
      isFirst = false;
      if (!isLate) return route.continue();
      const answer = await route.fetch();
      await older;
      await route.fulfill({ response: answer });
    });
    await page.goto(`${url}/goods/5.html`);
    await page.getByRole('button', { name: '加入购物车' }).click();
    await expect.poll(() => page.locator('.cart-count').textContent()).toBe('1');
    const late = page.waitForResponse((response) => response.url().endsWith('/cart/'));
    answerLate();
    await (await late).finished();
    await page.evaluate('new Promise((done) => setTimeout(done))');
    expect(await page.locator('.cart-count').textContent()).toBe('1');
  });

  it('know who has signed in by a session, whose cart and history they fill', async () => {
    const user = await createUser(app, { username: '张三丰的店' });
    const pages = new PagesBrowser(app);
    expect((await pages.signIn(user.username)).json.code).toBe(0);
    const page = await browser.window();
    await page.context().addCookies(
      [...pages.cookies].map(([name, value]) => ({
        name,
        value,
        domain: '127.0.0.1',
        path: '/',
      })),
    );
    await page.goto(`${url}/goods/7.html`, { waitUntil: 'networkidle' });
    expect(await page.locator('.signed-in .username').textContent()).toBe('张三丰的店');
    await page.getByLabel('数量').fill('2');
    await page.getByRole('button', { name: '加入购物车' }).click();
    await page.getByText('已加入购物车').waitFor();
    await expect.poll(() => page.locator('.cart-count').textContent()).toBe('2');
    expect((await pages.get('/carts/')).json.cart_skus).toMatchObject([{ id: 7, count: 2 }]);
    expect((await pages.get('/browse_histories/')).json.skus).toMatchObject([{ id: 7 }]);
    await app.unitOfWork.run((tx) => tx.manager.update(Goods, 7, { stock: 1 }));
    await page.getByRole('button', { name: '加入购物车' }).click();
    await page.getByText('商品库存不足').waitFor();
  });
});
