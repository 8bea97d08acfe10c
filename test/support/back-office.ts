import type { Page } from 'playwright-core';
import type { User } from '../../src/users/entities/index.js';
import type { TestBrowser } from './browser.js';
import { PASSWORD } from './users.js';

/** A window of the back office in which somebody has signed in. */
export async function backOffice(
  browser: TestBrowser,
  { username }: Pick<User, 'username'>,
  options: Parameters<TestBrowser['window']>[0] & { path?: string } = {},
): Promise<Page> {
  const { path = '', ...context } = options;
  const page = await browser.window(context);
  await page.goto(`/admin/${path}`);
  await signInTo(page, username);
  return page;
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
