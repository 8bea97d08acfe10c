import type { Page, Request } from 'playwright-core';
import { expect } from 'vitest';
import type { User } from '../../src/users/entities/index.js';
import type { TestBrowser } from './browser.js';
import { sessionCookie } from './session-cookie.js';
import { PASSWORD } from './users.js';

/** A window of the back office in which somebody has signed in. */
export async function backOffice(
  browser: TestBrowser,
  user: User,
  options: Parameters<TestBrowser['window']>[0] & { path?: string } = {},
): Promise<Page> {
  const { path = '', ...size } = options;
  const page = await browser.window(size);
  const cookie = await sessionCookie(browser.app, user);
  await page.context().addCookies([{ ...cookie, url: browser.app.url }]);
  await page.goto(`/admin/${path}`);
  return page;
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
