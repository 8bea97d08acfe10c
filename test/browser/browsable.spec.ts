import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { UserMessage } from '../../src/user-operations/entities/index.js';
import type { User } from '../../src/users/entities/index.js';
import { testApp } from '../support/app.js';
import { expectNoOverflow, TELEPHONE, testBrowser } from '../support/browser.js';
import { seedCatalogue } from '../support/catalogue.js';
import { testSettings } from '../support/settings.js';
import { createUser, PASSWORD } from '../support/users.js';

const app = testApp(testSettings(), { seed: seedCatalogue });
const browser = testBrowser(app);

async function signIn(page: Page, user: User, password = PASSWORD): Promise<void> {
  await page.getByLabel('Username').fill(user.username);
  await page.getByLabel('Password').fill(password);
  await page.locator('main').getByRole('button', { name: 'Sign in' }).click();
}

/** A window in which a new user has signed in, at the path. */
async function signedIn(path: string, options: object = {}) {
  const user = await createUser(app);
  const page = await browser.window(options);
  await page.goto(`/api-auth/login/?next=${path}`);
  await signIn(page, user);
  await page.waitForURL(`**${path}`);
  return { user, page };
}

function status(page: Page) {
  return page.locator('[data-status]');
}

describe('in a browser', () => {
  it('one browses from the root to an object and back by its breadcrumbs', async () => {
    const page = await browser.window();
    await page.goto('/');
    await page
      .locator('.body')
      .getByRole('link', { name: '/goods/', exact: false })
      .first()
      .click();
    expect(await page.title()).toContain('Goods list');
    await page.getByRole('link', { name: 'Next »' }).click();
    expect(new URL(page.url()).search).toBe('?page=2');
    expect(await page.locator('.pages [aria-current]').textContent()).toBe('2');
    await page.goto('/goods/1/');
    expect(await page.locator('.way').innerText()).toMatch(/API\s*Goods list\s*Goods 1/);
    await page.locator('.way').getByRole('link', { name: 'API', exact: true }).click();
    expect(new URL(page.url()).pathname).toBe('/');
  });

  it('one filters, searches and sorts a list in a dialog', async () => {
    const page = await browser.window();
    await page.goto('/goods/');
    await page.getByRole('button', { name: 'Filters' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Lowest price pricemin').fill('20');
    await dialog.getByLabel('Hot is_hot').selectOption({ label: 'No' });
    await dialog.getByRole('button', { name: 'Apply' }).click();
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('pricemin'), searchParams.get('is_hot')]).toEqual(['20', 'false']);
    await page.getByRole('button', { name: 'Filters' }).click();
    expect(await dialog.getByLabel('pricemin').inputValue()).toBe('20');
    await dialog.getByRole('link', { name: 'Price – descending' }).click();
    const sorted = new URL(page.url()).searchParams;
    expect([sorted.get('ordering'), sorted.get('pricemin')]).toEqual(['-shop_price', '20']);
  });

  it('one signs in, is led back, and signs out', async () => {
    const user = await createUser(app);
    const page = await browser.window();
    await page.goto('/address/');
    expect(await status(page).textContent()).toBe('HTTP 401 Unauthorized');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, user, 'wrong');
    expect(await page.getByRole('alert').textContent()).toContain('credentials');
    expect(await page.getByLabel('Username').inputValue()).toBe(user.username);
    await signIn(page, user);
    await page.waitForURL('**/address/');
    expect(await status(page).textContent()).toBe('HTTP 200 OK');
    await page.getByText(user.username).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    await page.goto('/address/');
    expect(await status(page).textContent()).toBe('HTTP 401 Unauthorized');
  });

  it('one creates with a mistake, mends it, edits, and deletes after a question', async () => {
    const { page } = await signedIn('/address/');
    await page.getByLabel('Name of the recipient').fill('<b>Zhang</b> "San"');
    await page.getByLabel('Telephone').fill('123456789012');
    await page.getByLabel('Address', { exact: true }).fill('Road 1');
    await page.getByRole('button', { name: 'POST' }).click();
    expect(await status(page).textContent()).toBe('HTTP 400 Bad Request');
    expect(await page.getByLabel('Name of the recipient').inputValue()).toBe('<b>Zhang</b> "San"');
    expect(await page.locator('.wrong .errors').first().textContent()).not.toBe('');
    for (const area of ['Province', 'City', 'District']) {
      await page.getByLabel(area).fill('x');
    }
    await page.getByLabel('Telephone').fill('13812345678');
    await page.getByRole('button', { name: 'POST' }).click();
    expect(await status(page).textContent()).toBe('HTTP 201 Created');
    const id = /"id": (\d+)/.exec(await page.locator('.body').innerText())![1]!;

    await page.goto(`/address/${id}/`);
    expect(await page.getByLabel('Address', { exact: true }).inputValue()).toBe('Road 1');
    await page.getByLabel('Address', { exact: true }).fill('Road 2');
    await page.getByRole('button', { name: 'PUT' }).click();
    await page.locator('.body', { hasText: '"Road 2"' }).waitFor();
    expect(await status(page).textContent()).toBe('HTTP 200 OK');

    await page.getByRole('button', { name: 'DELETE' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'DELETE' }).click();
    expect(await page.getByRole('dialog').textContent()).toContain(`#${id}`);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('HTTP 204 No Content').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/address/${id}/`);
    await page.reload();
    expect(await status(page).textContent()).toBe('HTTP 404 Not Found');
  });

  it('one sends raw data, and the tab is remembered', async () => {
    const { page } = await signedIn('/messages/');
    await page.getByRole('tab', { name: 'Raw data' }).click();
    await page.getByLabel('Content').fill('{"subject": "raw"');
    await page.getByRole('button', { name: 'POST' }).click();
    await page.getByText('HTTP 400 Bad Request').waitFor();
    expect(await page.getByRole('tab', { name: 'Raw data' }).getAttribute('aria-selected')).toBe(
      'true',
    );
    await page.getByLabel('Content').fill('{"subject": "raw"}');
    await page.getByRole('button', { name: 'POST' }).click();
    await page.getByText('HTTP 201 Created').waitFor();
    await page.getByRole('button', { name: 'OPTIONS' }).click();
    await page.getByText('"renders"').waitFor();
  });

  it('one uploads a file', async () => {
    const { page } = await signedIn('/messages/');
    await page.getByLabel('Subject').fill('with a file');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
    await page.getByRole('button', { name: 'POST' }).click();
    expect(await status(page).textContent()).toBe('HTTP 201 Created');
    expect(await page.locator('.body').innerText()).toMatch(/"file": "http[^"]+\.txt"/);
  });

  it('stored text does nothing but be read', async () => {
    const { page, user } = await signedIn('/messages/');
    const hostile = [
      '</pre><script>document.title="hacked"</script>',
      '"><img src=x onerror=\'document.title="hacked"\'>',
      'javascript:alert(1)',
      'https://x.example/"onmouseover="alert(1)',
      '</textarea><script>document.title="hacked"</script>',
    ];
    await app.unitOfWork.run(({ manager }) =>
      manager.insert(
        UserMessage,
        hostile.map((text) => ({
          userId: user.id,
          type: 1 as const,
          subject: text,
          text,
          createdAt: new Date(),
        })),
      ),
    );
    await page.goto('/messages/');
    for (const text of hostile) {
      expect(await page.locator('.body').innerText()).toContain(JSON.stringify(text));
    }
    expect(await page.title()).not.toContain('hacked');
    expect(await page.locator('main script, main img').count()).toBe(0);
    const links = await page
      .locator('.body a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links.filter((href) => !/^https?:/.test(href))).toEqual([]);
    await page.goto(`/messages/?x="><script>document.title='hacked'</script>`);
    expect(await page.title()).not.toContain('hacked');
  });

  it.each(['/', '/goods/', '/goods/1/', '/api-auth/login/', '/nowhere/?format=api'])(
    '%s fits a telephone',
    async (path) => {
      const page = await browser.window({ viewport: TELEPHONE });
      await page.goto(path);
      await expectNoOverflow(page);
    },
  );

  it('forms and dialogs fit a telephone, and work with a keyboard', async () => {
    const { page } = await signedIn('/address/', { viewport: TELEPHONE });
    await expectNoOverflow(page);
    await page.getByRole('tab', { name: 'HTML form' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByLabel('Content').isVisible()).toBe(true);
    await page.goto('/goods/');
    await page.getByRole('button', { name: 'Filters' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await expectNoOverflow(page);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').isVisible()).toBe(false);
  });

  it('pages are in the language of the browser', async () => {
    const page = await browser.window({ locale: 'zh-CN' });
    await page.goto('/goods/');
    await page.getByRole('button', { name: '过滤' }).click();
    expect(await page.getByLabel('最低价格 pricemin').isVisible()).toBe(true);
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-hans');
  });
});
