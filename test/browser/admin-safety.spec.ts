import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Brand, Goods, GoodsCategory } from '../../src/goods/entities/index.js';
import { StoredPermissions } from '../../src/users/permissions/stored-permissions.js';
import { backOffice, signInTo } from '../support/back-office.js';
import { keepPicture } from '../support/browser.js';
import { createUser } from '../support/users.js';

describe('whoever works in the back office', { timeout: 60_000 }, () => {
  const office = backOffice();
  const { app, browser } = office;

  const goods = (id: number) => app.dataSource.manager.findOneByOrFail(Goods, { id });
  const change = (id: number, values: Partial<Goods>) =>
    app.unitOfWork.run(({ manager }) => manager.update(Goods, id, values));
  const saved = (page: Page) => page.getByText('was saved').first().waitFor();
  const save = (page: Page) =>
    page.getByRole('button', { name: 'Save and continue editing' }).click();

  /** Lets a request reach the shop, whose answer gets lost. */
  async function loseAnswer(route: Route): Promise<void> {
    await route.fetch();
    await route.abort();
  }

  /** Takes what the browser itself says of requests that were cut off. */
  function forgiveLostRequests(): void {
    const others = browser.complaints.filter((line) => !line.includes('net::ERR_'));
    browser.complaints.splice(0, Infinity, ...others);
  }

  it('sees what others have written when the page is read anew, and overwrites none of it', async () => {
    const page = await office.open({ path: 'goods/14' });
    const market = page.getByLabel('Market price');
    await market.waitFor();
    await change(14, { marketPriceCents: 4100 });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect.poll(() => market.inputValue()).toBe('41.00');
    // With something typed the form stays as it is; saving tells of the other's change.
    await page.getByLabel('Brief').fill('Half a thought');
    await change(14, { marketPriceCents: 4200 });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: '中文' }).click();
    await page.getByRole('button', { name: '保存并继续编辑' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('¥42.00').waitFor();
    expect((await goods(14)).marketPriceCents).toBe(4200);
    await dialog.getByRole('button', { name: '继续编辑' }).click();
    expect(await page.getByLabel('简介').inputValue()).toBe('Half a thought');
  });

  it('keeps what is typed in a form when an action is done to its object', async () => {
    const { stock } = await goods(15);
    const page = await office.open({ path: 'goods/15' });
    await page.getByLabel('Brief').fill('Typed before');
    await page.getByRole('button', { name: 'Change the stock' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('spinbutton').fill('4');
    await dialog.getByRole('button', { name: 'Change the stock' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Brief').inputValue()).toBe('Typed before');
    await save(page);
    await saved(page);
    expect(await goods(15)).toMatchObject({ brief: 'Typed before', stock: stock + 4 });
  });

  it('adds nothing twice where no answer comes, and is told so', async () => {
    const page = await office.open({ path: 'hot-words/create' });
    await page.getByRole('textbox', { name: 'Keywords' }).fill('durian');
    await page.route('**/admin/api/hot-words/', loseAnswer, { times: 1 });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('main').getByRole('alert').getByText('cannot be reached').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await saved(page);
    const { json } = await app.get('/hotsearchs/');
    const words = (json as { keywords: string }[]).filter(({ keywords }) => keywords === 'durian');
    expect(words).toHaveLength(1);
    forgiveLostRequests();
  });

  it('saves rows of a list once the network is there again, with what was typed meanwhile', async () => {
    const page = await office.open({ path: 'goods' });
    const [one, other] = await Promise.all([goods(37), goods(36)]);
    const path = '**/admin/api/goods/37/';
    await page.route(path, (route) => route.abort());
    await page.getByLabel(`Price: ${one.name}`).fill('3.70');
    await page.getByRole('button', { name: 'Save rows' }).click();
    await page.getByRole('alert').getByText('cannot be reached').first().waitFor();
    await page.unroute(path);
    let answer = () => {};
    const waiting = new Promise<void>((resolve) => (answer = resolve));
    await page.route(path, async (route) => {
      await waiting;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Save rows' }).click();
    await page.getByLabel(`Price: ${other.name}`).fill('3.60');
    answer();
    await page.getByText('1 row saved').first().waitFor();
    expect((await goods(37)).shopPriceCents).toBe(370);
    await page.getByText('1 row changed').waitFor();
    expect(await page.getByLabel(`Price: ${other.name}`).inputValue()).toBe('3.60');
    await page.getByRole('button', { name: 'Save rows' }).click();
    await expect.poll(async () => (await goods(36)).shopPriceCents).toBe(360);
    forgiveLostRequests();
  });

  it('chooses all that match for the filters of that moment alone', async () => {
    const page = await office.open({ path: 'goods?perPage=25&page=1&sort=id&order=ASC&filter={}' });
    await page.getByRole('checkbox', { name: 'Select this page' }).click();
    await page.getByRole('button', { name: /^Select all/ }).click();
    await page.getByText(/^All \d+ that match are selected/).waitFor();
    await page.getByRole('searchbox', { name: 'Search' }).fill('1号');
    await page.getByText('25 selected').waitFor();
    expect(await page.getByText(/that match are selected/).count()).toBe(0);
  });

  it('goes on after signing in anew in another window', async () => {
    const page = await office.open({ path: 'goods/16' });
    await page.getByLabel('Brief').fill('Two windows');
    await page.context().clearCookies();
    const second = await page.context().newPage();
    await second.goto('/admin/');
    await signInTo(second, office.boss.username);
    await save(page);
    await saved(page);
    expect((await goods(16)).brief).toBe('Two windows');
  });

  it('writes nothing in the name of somebody else who has signed in in another window', async () => {
    const page = await office.open({ path: 'goods/17' });
    const { brief } = await goods(17);
    await page.getByLabel('Brief').fill('In whose name?');
    await page.context().clearCookies();
    const second = await page.context().newPage();
    await second.goto('/admin/');
    const other = await createUser(app, { role: 'administrator' });
    await signInTo(second, other.username);
    await save(page);
    await page.getByText('Your session has ended').waitFor();
    expect((await goods(17)).brief).toBe(brief);
  });

  it('is told before deleting what may not go, of one object and of several', async () => {
    const clerk = await createUser(app);
    const permissions = app.nest.get(StoredPermissions, { strict: false });
    const rights = ['goods.view_goodscategory', 'goods.delete_goodscategory', 'goods.view_brand'];
    await app.unitOfWork.run(({ manager }) =>
      permissions.allow(manager, { userId: clerk.id }, rights),
    );
    const page = await office.open({ path: 'categories/1' }, clerk);
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('You may not delete what would go with it').waitFor();
    await dialog.getByText('Brands: 2').waitFor();
    await keepPicture(page, 'admin-forbidden');
    const remove = dialog.getByRole('button', { name: 'Delete', exact: true });
    expect(await remove.isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.goto('/admin/categories');
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Select this page' }).click();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText('You may not delete what would go with it').waitFor();
    expect(await remove.isDisabled()).toBe(true);
    const { name } = await app.dataSource.manager.findOneByOrFail(Brand, { id: 1 });
    await dialog.getByText(name).first().waitFor();
    expect(await app.dataSource.manager.countBy(GoodsCategory, { id: 1 })).toBe(1);
  });

  it('leaves the editor of a text by the Tab key, and chooses a file by Enter', async () => {
    const page = await office.open({ path: 'goods/18' });
    const editor = page.getByRole('textbox', { name: 'Description' });
    await editor.click();
    const before = await editor.innerHTML();
    await page.keyboard.press('Tab');
    const isInside = () => page.evaluate<boolean>(`document.activeElement.matches('.ql-editor')`);
    expect(await isInside()).toBe(false);
    await page.keyboard.press('Shift+Tab');
    expect(await isInside()).toBe(true);
    expect(await editor.innerHTML()).toBe(before);
    await page.getByRole('button', { name: 'Bold' }).waitFor();
    await page.goto('/admin/goods');
    await page.getByRole('button', { name: 'Import' }).press('Enter');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a file' }).press('Enter');
    await chooser;
  });

  it('runs nothing that others have stored as a name, a text or a link', async () => {
    const hostile = `<img src=x onerror="document.title='hacked'">`;
    const link = `<p><a href="javascript:document.title='hacked'">click</a></p>`;
    await change(19, { name: `${hostile}19`, brief: hostile, description: link });
    const page = await office.open({ path: 'goods/19' });
    await page.getByRole('heading', { name: hostile, level: 1 }).waitFor();
    await page.locator('.ql-editor').waitFor();
    const links = page.locator('.ql-editor a[href^="javascript"]');
    expect(await links.count()).toBe(0);
    await page.getByLabel('Market price').fill('19.19');
    await save(page);
    await saved(page);
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('→ 19.19').waitFor();
    await page.goto(`/admin/goods?filter=${encodeURIComponent('{"search":"onerror"}')}`);
    await page.getByText(`${hostile}19`).first().waitFor();
    await page.goto('/admin/');
    await page.getByText(`${hostile}19`).first().waitFor();
    expect(await page.title()).not.toContain('hacked');
  });

  it('comes to rows again where the page that was asked for has none any more', async () => {
    const page = await office.open({ path: 'goods?perPage=25&page=9&sort=id&order=ASC&filter={}' });
    await page.locator('tbody tr').first().waitFor();
    await expect.poll(() => page.url()).toContain('page=1');
    expect(await page.locator('main').getByRole('alert').count()).toBe(0);
  });

  it('moves a branch of a tree without a mouse, and keeps it in hand', async () => {
    const page = await office.open({ path: 'categories' });
    const [first, second] = await app.dataSource.manager.find(GoodsCategory, {
      where: { level: 3 },
      order: { position: 'ASC', id: 'ASC' },
      take: 2,
    });
    if (!first || first.parentId !== second?.parentId) throw new Error('no siblings');
    const way: string[] = [];
    for (let id = first.parentId; id;) {
      const above = await app.dataSource.manager.findOneByOrFail(GoodsCategory, { id });
      way.unshift(above.name);
      id = above.parentId;
    }
    for (const name of way) {
      await page.getByRole('button', { name: `Expand: ${name}`, exact: true }).press('Enter');
    }
    const handle = page.getByRole('button', { name: `Move: ${second.name}`, exact: true });
    await handle.press('Enter');
    await page.getByRole('menuitem', { name: 'Up' }).press('Enter');
    await page.getByText('The order is saved').first().waitFor();
    const places = async () =>
      (
        await app.dataSource.manager.find(GoodsCategory, {
          where: { parentId: first.parentId! },
          order: { position: 'ASC', id: 'ASC' },
        })
      ).map(({ id }) => id);
    expect((await places()).slice(0, 2)).toEqual([second.id, first.id]);
    expect(await page.getByRole('link', { name: second.name, exact: true }).isVisible()).toBe(true);
  });

  it('is spoken to in one language, by what the widgets say of themselves as well', async () => {
    const page = await office.open({
      path: 'goods?perPage=25&page=1&sort=id&order=ASC&filter={}',
      locale: 'zh-CN',
    });
    await page.locator('tbody tr').first().waitFor();
    const said = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main [aria-label]')].map((one) => one.getAttribute('aria-label'))`,
    );
    expect(
      said.filter((label) => /^(go|open|close|clear|page|next|previous)\b/i.test(label)),
    ).toEqual([]);
  });

  it('finds each page under its name among the windows', async () => {
    const page = await office.open({ path: 'brands/1' });
    await expect.poll(() => page.title()).toMatch(/^Brand: .+ · .+/);
    await page.getByRole('link', { name: 'Back: Brands' }).click();
    await expect.poll(() => page.title()).toMatch(/^Brands · /);
  });
});
