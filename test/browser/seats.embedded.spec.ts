import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  BoxOfficeDemo,
  DEMO_PASSWORD,
  DEMO_USERS,
} from '../../src/demo/box-office/box-office-demo.service.js';
import { ScreeningsAhead } from '../../src/demo/box-office/screenings-ahead.js';
import { expectNoOverflow, TELEPHONE, testBrowser } from '../support/browser.js';
import { paidShop } from '../support/payments.js';

describe('the page where seats are picked', async () => {
  const shop = await paidShop({ DEMO_DATA: 'on' });
  const browser = testBrowser(shop);
  const [demo, guest] = DEMO_USERS;

  beforeAll(async () => {
    await shop.nest.get(BoxOfficeDemo).loadIfEmpty();
    await shop.nest.get(ScreeningsAhead).renew();
  }, 60_000);

  /** A window in English, where the user has signed in and opened the last screening. */
  async function inHall(username: string, options: object = {}): Promise<Page> {
    const page = await browser.window(options);
    await page.goto('/demo/seats/');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password').fill(DEMO_PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    const days = page.getByLabel('Day');
    await days.locator('option').last().waitFor({ state: 'attached' });
    await days.selectOption({ index: (await days.locator('option').count()) - 1 });
    await page.locator('#screenings button').last().click();
    await page.locator('.seat').first().waitFor();
    return page;
  }

  const seat = (page: Page, row: number, number: number) =>
    page.getByRole('checkbox', { name: new RegExp(`^${row} row ${number} seat,`) });
  const seen = (page: Page, row: number, number: number, state: string) =>
    page
      .getByRole('checkbox', { name: new RegExp(`^${row} row ${number} seat,.* ${state}$`) })
      .waitFor();

  it('locks seats that others see taken at once, shows the QR code once paid, and refunds', async () => {
    const page = await inHall(demo);
    const other = await inHall(guest);
    await seat(page, 2, 1).click();
    await seat(page, 2, 2).click();
    await seat(other, 2, 2).click();
    await page.getByRole('button', { name: 'Lock the seats' }).click();
    await page.getByRole('timer').getByText('Time left to pay').waitFor();
    await seen(page, 2, 1, 'mine');
    await seen(other, 2, 1, 'locked');
    await other.getByText('Somebody has just taken: 2 row 2 seat').waitFor();

    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Pay (sandbox)' }).click();
    const till = await opened;
    await till.route('http://shop.example/**', (route) =>
      route.fulfill({ body: 'the storefront' }),
    );
    await till.getByRole('button', { name: '确认付款' }).click();
    await page.getByRole('img', { name: 'QR code of the tickets' }).waitFor();
    expect(await page.locator('#ticket').innerText()).toMatch(/Pick-up code\s*\d{12}/);
    await seen(other, 2, 1, 'sold');

    await page.getByRole('button', { name: 'Refund' }).click();
    await seen(other, 2, 1, 'free');
  });

  it('is used by keyboard alone, and releases what is not paid', async () => {
    const page = await inHall(demo);
    await page.locator('.seat[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    // The seat at the edge: one beside it would be left alone.
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft');
    const focused = page.locator('.seat:focus');
    await page.keyboard.press('Space');
    expect(await focused.getAttribute('aria-checked')).toBe('true');
    await page.keyboard.press('Space');
    expect(await focused.getAttribute('aria-checked')).toBe('false');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Release the seats' }).press('Enter');
    await page.getByRole('heading', { name: 'Closed' }).waitFor();
  });

  it('sells couple seats together and four at most', async () => {
    const page = await inHall(guest);
    const couple = page.getByRole('checkbox', { name: 'couple seat' });
    for (const half of [0, 2, 4]) await couple.nth(half).click();
    await page.getByText('At most 4 seats at a time.').waitFor();
    expect(await page.locator('.seat[aria-checked="true"]').count()).toBe(4);
  });

  it('fits a telephone', async () => {
    const page = await inHall(guest, { viewport: TELEPHONE });
    await seat(page, 1, 1).click();
    await expectNoOverflow(page);
  });

  it('is served under a policy without inline scripts or styles', async () => {
    const policy = (await shop.get('/demo/seats/')).headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'; style-src 'self';");
  });
});
