import type { Page, Request } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import type { User } from '../../src/users/entities/index.js';
import { buildAdminPages } from './admin-pages.js';
import { testApp, type TestApp } from './app.js';
import { testBrowser, type TestBrowser } from './browser.js';
import { seedCatalogue } from './catalogue.js';
import { sessionCookie } from './session-cookie.js';
import { testSettings } from './settings.js';
import { createUser, PASSWORD } from './users.js';

/** Tests sign in as often as they like. */
export const SIGN_INS = { THROTTLE_LOGIN: '10000/minute' };

type WindowOptions = Parameters<TestBrowser['window']>[0] & {
  /** Below `/admin/`; default: the dashboard. */
  readonly path?: string;
};

/** The back office in a browser, and whoever may do everything there. */
export class BackOffice {
  readonly browser: TestBrowser;
  boss!: User;

  constructor(readonly app: TestApp) {
    this.browser = testBrowser(app);
    beforeAll(async () => {
      this.boss = await createUser(app, { role: 'administrator' });
    });
  }

  /** A window in which somebody has signed in; by default the boss. */
  async open({ path = '', ...size }: WindowOptions = {}, user = this.boss): Promise<Page> {
    const page = await this.browser.window(size);
    const cookie = await sessionCookie(this.app, user);
    await page.context().addCookies([{ ...cookie, url: this.app.url }]);
    await page.goto(`/admin/${path}`);
    return page;
  }
}

/** The back office of a shop that starts before the tests; call it where `beforeAll` may be called. */
export function backOffice(seed: (app: TestApp) => Promise<void> = seedCatalogue): BackOffice {
  beforeAll(() => buildAdminPages());
  return new BackOffice(testApp(testSettings(SIGN_INS), { seed }));
}

/** Goes to another page of the back office as its links do, and waits until all of it is there. */
export async function moveTo(page: Page, path: string): Promise<void> {
  const asked = new Set<Request>();
  const ask = (request: Request) => void asked.add(request);
  const answer = (request: Request) => void asked.delete(request);
  page.on('request', ask).on('requestfinished', answer).on('requestfailed', answer);
  const title = page.locator('#react-admin-title');
  await expect.poll(() => title.innerText()).not.toBe('');
  const left = await title.innerText();
  await page.evaluate(`history.pushState({}, '', '/admin/${path}');
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))`);
  await expect.poll(() => title.innerText()).not.toBeOneOf(['', left]);
  const progress = page.getByRole('progressbar');
  await expect.poll(async () => asked.size + (await progress.count())).toBe(0);
  page.off('request', ask).off('requestfinished', answer).off('requestfailed', answer);
}

/** Fills in the form of the sign-in, whatever its language, and waits for what is behind it. */
export async function signInTo(page: Page, username: string, password = PASSWORD): Promise<void> {
  const name = page.locator('input[name="username"]');
  await name.fill(username);
  const form = page.locator('form', { has: name });
  await form.locator('input[name="password"]').fill(password);
  await form.locator('button[type="submit"]').click();
  await name.waitFor({ state: 'detached' });
}
