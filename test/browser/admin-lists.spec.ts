import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Goods, GoodsCategory } from '../../src/goods/entities/index.js';
import { backOffice } from '../support/back-office.js';
import { keepPicture } from '../support/browser.js';
import { GOODS_COUNT } from '../support/catalogue.js';
import { paidOrder } from '../support/fulfilment.js';
import { shopper } from '../support/shoppers.js';

const yuan = (cents: number): string => (cents / 100).toFixed(2);

describe('lists of the back office', { timeout: 60_000 }, () => {
  const office = backOffice();
  const { app, browser } = office;

  const stockOf = async () => (await app.dataSource.manager.sum(Goods, 'stock')) ?? 0;

  it('do an action to all that match, on other pages too', async () => {
    const page = await office.open({
      path: 'goods?perPage=25&page=1&sort=id&order=ASC&filter={}',
    });
    const before = await stockOf();
    await page.getByRole('checkbox', { name: 'Select this page' }).click();
    await page.getByText('25 selected').waitFor();
    await page.getByRole('button', { name: `Select all ${GOODS_COUNT} that match` }).click();
    const toolbar = page.getByRole('toolbar', { name: 'Actions' });
    await toolbar.getByText(`All ${GOODS_COUNT} that match are selected`).waitFor();
    await toolbar.getByRole('button', { name: 'Change the stock' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('spinbutton').fill('3');
    await dialog.getByRole('button', { name: 'Change the stock' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(stockOf).toBe(before + 3 * GOODS_COUNT);
  });

  it('put what an action refuses to its field, and do nothing', async () => {
    const page = await office.open({ path: 'goods' });
    const before = await stockOf();
    await page
      .locator('tbody')
      .getByRole('checkbox', { name: /^Select / })
      .first()
      .click();
    await page.getByRole('toolbar').getByRole('button', { name: 'Change the stock' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Change the stock' }).click();
    await expect
      .poll(() => dialog.getByRole('spinbutton').getAttribute('aria-invalid'))
      .toBe('true');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await stockOf()).toBe(before);
  });

  it('are exported as they are filtered', async () => {
    const page = await office.open({
      path: `goods?filter=${encodeURIComponent('{"is_hot":true}')}`,
    });
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    const text = await readFile(await (await download).path(), 'utf8');
    const expected = await app.dataSource.manager.countBy(Goods, { isHot: true });
    expect(text.trim().split('\n')).toHaveLength(1 + expected);
  });

  it('go down to a month by the dates of their rows', async () => {
    const page = await office.open({ path: 'goods' });
    await page.getByRole('button', { name: `2025 (${GOODS_COUNT})` }).click();
    await page.getByRole('button', { name: `2025-01 (${GOODS_COUNT})` }).click();
    await page.getByRole('button', { name: /^2025-01-01 / }).click();
    await expect
      .poll(() => decodeURIComponent(page.url()))
      .toContain('"created_at_after":"2025-01-01"');
    await page.getByText(`${GOODS_COUNT} results`).waitFor();
    await page.getByRole('button', { name: 'Any date' }).click();
    await expect.poll(() => decodeURIComponent(page.url())).not.toContain('created_at_after');
  });

  it('name what goes with a category before it goes, and what keeps a user', async () => {
    const { id, name } = await app.dataSource.manager.findOneByOrFail(GoodsCategory, { id: 21 });
    const goods = await app.dataSource.manager.findBy(Goods, { categoryId: id });
    const page = await office.open({ path: `categories/${id}` });
    const open = () => page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await open();
    await dialog.getByText(`Goods: ${goods.length}`).waitFor();
    await dialog.getByText(goods[0]!.name).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await app.dataSource.manager.countBy(GoodsCategory, { id })).toBe(1);
    await open();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText(`${name} was deleted`).waitFor();
    expect((await app.get(`/goods/${goods[0]!.id}/`)).status).toBe(404);

    const { sn, userId } = await paidOrder(app, await shopper(app), { 20: 1 });
    await page.goto(`/admin/users/${userId}`);
    await open();
    await dialog.getByText('It cannot be deleted').waitFor();
    await dialog.getByText(sn).waitFor();
    expect(await dialog.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(
      true,
    );
  });

  it('are exported, changed in a file and read again: first what would be, then for good', async () => {
    const [one, other] = await Promise.all(
      [30, 31].map((id) => app.dataSource.manager.findOneByOrFail(Goods, { id })),
    );
    const page = await office.open({ path: 'goods' });
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Export to change and import' }).click();
    const exported = await readFile(await (await download).path(), 'utf8');
    const [head = '', ...rows] = exported.trim().split('\r\n');
    const rowOf = ({ sn }: Goods) => rows.find((row) => row.includes(sn))!;
    const dearer = rowOf(one!).replace(`,${yuan(one!.shopPriceCents)},`, ',66.60,');
    const wrong = rowOf(other!).replace(`,${yuan(other!.shopPriceCents)},`, ',a lot,');

    await page.getByRole('button', { name: 'Import' }).click();
    const dialog = page.getByRole('dialog');
    const file = (text: string) => ({
      name: 'goods.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
    const choose = dialog.getByLabel('Choose a file');
    await choose.setInputFiles(file([head, dearer, wrong].join('\r\n')));
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByRole('row').filter({ hasText: other!.sn }).getByText('shop_price').waitFor();
    await keepPicture(page, 'admin-import');
    expect((await app.get(`/goods/${one!.id}/`)).json.shop_price).not.toBe(66.6);

    await choose.setInputFiles(file([head, ...rows].join('\r\n').replace(rowOf(one!), dearer)));
    await dialog.getByRole('button', { name: 'Check' }).click();
    await dialog.getByRole('button', { name: 'Import it' }).click();
    await dialog.getByRole('button', { name: 'Import it' }).waitFor({ state: 'detached' });
    await dialog.locator('.MuiAlert-colorSuccess').waitFor();
    expect((await app.get(`/goods/${one!.id}/`)).json.shop_price).toBe(66.6);
    expect((await app.get(`/goods/${other!.id}/`)).json).toMatchObject({
      shop_price: other!.shopPriceCents / 100,
      name: other!.name,
      goods_desc: other!.description,
    });
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('searchbox', { name: 'Search' }).fill(one!.name);
    await expect.poll(() => page.getByLabel(`Price: ${one!.name}`).inputValue()).toBe('66.60');
    // What a dialog told that is closed by now.
    await page.getByRole('menuitem', { name: 'Dashboard' }).click();
    const tasks = page.getByRole('region', { name: 'Tasks' });
    await tasks.getByText('Goods: Import').first().waitFor();
    await tasks.getByRole('link', { name: 'All' }).click();
    await page.getByRole('row').filter({ hasText: other!.sn }).getByText('shop_price').waitFor();
    await keepPicture(page, 'admin-tasks');
  });

  it('are put in order as a tree by the keyboard', async () => {
    const page = await office.open({ path: 'categories' });
    const items = page.getByRole('list', { name: 'Tree' }).locator('> li');
    const names = async () => (await items.allInnerTexts()).map((text) => text.split('\n')[0]);
    await items.nth(1).waitFor();
    const [first, second, ...others] = await names();
    const link = page.getByRole('link', { name: second!, exact: true });
    await link.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('The order is saved').waitFor();
    expect(await names()).toEqual([second, first, ...others]);
    await page.reload();
    await items.nth(1).waitFor();
    expect(await names()).toEqual([second, first, ...others]);
  });

  it('say why there is nothing to see, and look again', async () => {
    const page = await office.open();
    const failing = { status: 503, json: { detail: 'Come back soon.' } };
    await page.route('**/admin/api/brands/?*', (route) => route.fulfill(failing));
    await page.getByRole('menuitem', { name: 'Brand' }).click();
    const problem = page.locator('main').getByRole('alert');
    await problem.getByText('Come back soon.').waitFor();
    expect(await page.getByText(/results$/).count()).toBe(0);
    await page.unroute('**/admin/api/brands/?*');
    await problem.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('3 results').waitFor();
    await page.goto('/admin/brands/999');
    await page.getByText('There is no such object').waitFor();
    await page.getByRole('link', { name: 'Back: Brands' }).click();
    await page.getByText('3 results').waitFor();
    // The library of widgets may tell the console as well.
    const told = browser.complaints.splice(0);
    expect(told.filter((line) => !line.includes('Come back soon.'))).toEqual([]);
  });

  it('tell who has changed what from what to what', async () => {
    const page = await office.open({ path: 'goods/12' });
    const { marketPriceCents } = await app.dataSource.manager.findOneByOrFail(Goods, { id: 12 });
    await page.getByLabel('Market price').fill('123.45');
    await page.getByRole('button', { name: 'Save and continue editing' }).click();
    await page.getByText('was saved').first().waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText(`${yuan(marketPriceCents)} → 123.45`).waitFor();
    await page.getByText(office.boss.username).first().waitFor();
  });
});
