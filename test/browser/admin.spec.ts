import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { Goods, GoodsCategory } from '../../src/goods/entities/index.js';
import { StoredPermissions } from '../../src/users/permissions/stored-permissions.js';
import { backOffice, signInTo } from '../support/back-office.js';
import { DESKTOP, expectNoOverflow, keepPicture, TELEPHONE } from '../support/browser.js';
import { greyPng } from '../support/pictures.js';
import { createUser } from '../support/users.js';

describe('the back office', { timeout: 60_000 }, () => {
  const office = backOffice();
  const { app, browser } = office;

  const priceOf = async (id: number) => (await app.get(`/goods/${id}/`)).json.shop_price as number;
  const goods = (id: number) => app.dataSource.manager.findOneByOrFail(Goods, { id });
  const saved = (page: Page) => page.getByText('was saved').first().waitFor();

  /** Has a file chosen by the input that a button opens. */
  async function choose(page: Page, label: string, name: string, buffer: Buffer): Promise<void> {
    await page
      .getByLabel(label, { exact: true })
      .setInputFiles({ name, mimeType: 'image/png', buffer });
  }

  it('lets in with the right password alone, and speaks the language one chooses', async () => {
    const page = await browser.window();
    await page.goto('/admin/goods/1');
    await page.locator('input[name="username"]').fill(office.boss.username);
    await page.locator('input[name="password"]').fill('wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitem', { name: '中文' }).click();
    await page.getByRole('button', { name: '登录' }).waitFor();
    await signInTo(page, office.boss.username);
    // Where one wanted to go, in the same language.
    await page.getByRole('textbox', { name: '名称' }).waitFor();
    await page.getByRole('button', { name: '语言' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('changes prices in the list, which the shop has at once, and tells each row what is wrong', async () => {
    const page = await office.open({ path: 'goods' });
    const [one, other] = await Promise.all([goods(40), goods(39)]);
    const before = await priceOf(39);
    await page.getByLabel(`Price: ${one.name}`).fill('7.77');
    await page.getByLabel(`Price: ${other.name}`).fill('no price');
    await page.getByText('2 rows changed').waitFor();
    await page.getByRole('button', { name: 'Save rows' }).click();
    await page.getByText('1 row could not be saved').waitFor();
    expect(await priceOf(40)).toBe(7.77);
    expect(await priceOf(39)).toBe(before);
    expect(await page.getByLabel(`Price: ${other.name}`).getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel(`Price: ${other.name}`).fill('8.88');
    await page.getByRole('button', { name: 'Save rows' }).click();
    await page.getByText('1 row saved').first().waitFor();
    expect(await priceOf(39)).toBe(8.88);
  });

  it('overwrites nobody in the list: it shows what somebody else has written meanwhile', async () => {
    const page = await office.open({ path: 'goods' });
    const { name } = await goods(38);
    const price = page.getByLabel(`Price: ${name}`);
    await price.fill('5.55');
    await app.unitOfWork.run(({ manager }) => manager.update(Goods, 38, { shopPriceCents: 444 }));
    await page.getByRole('button', { name: 'Save rows' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'Somebody else' });
    await alert.getByText('¥4.44').waitFor();
    expect(await price.inputValue()).toBe('5.55');
    expect(await priceOf(38)).toBe(4.44);
    // Whoever saves once more has seen it.
    await page.getByRole('button', { name: 'Save rows' }).click();
    await page.getByText('1 row saved').first().waitFor();
    expect(await priceOf(38)).toBe(5.55);
  });

  it('filters, searches and sorts, and the address says so', async () => {
    const page = await office.open({ path: 'goods' });
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    const isNew = page.getByRole('group', { name: 'New', exact: true });
    await isNew.getByRole('button', { name: 'Yes' }).click();
    const expected = await app.dataSource.manager.countBy(Goods, { isNew: true });
    await page.getByText(`${expected} results`).waitFor();
    expect(decodeURIComponent(page.url())).toContain('"is_new":true');
    await page.reload();
    await page.getByText(`${expected} results`).waitFor();
    await isNew.getByRole('button', { name: 'Yes' }).click();
    const all = await app.dataSource.manager.count(Goods);
    await page.getByText(`${all} results`).waitFor();
    await page.getByRole('columnheader', { name: 'Price' }).getByRole('button').click();
    await expect.poll(() => page.url()).toContain('sort=shop_price');
    const cheapest = await app.dataSource.manager.findOneOrFail(Goods, {
      where: {},
      order: { shopPriceCents: 'ASC' },
    });
    await expect
      .poll(() => rows.first().getByRole('textbox').first().inputValue())
      .toBe((cheapest.shopPriceCents / 100).toFixed(2));
    await page.getByRole('searchbox', { name: 'Search' }).fill('nothing is called so');
    await page.getByText('Nothing found').waitFor();
  });

  it('writes a description with a picture that is uploaded', async () => {
    const page = await office.open({ path: 'goods/5' });
    const editor = page.locator('.ql-editor');
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Picked by hand.');
    const chooser = page.waitForEvent('filechooser');
    await page.locator('button.ql-image').click();
    const picture = { name: 'picked.png', mimeType: 'image/png', buffer: await greyPng(40, 30) };
    await (await chooser).setFiles(picture);
    const image = editor.locator('img');
    await image.waitFor();
    await expect
      .poll(() =>
        image.evaluate((element) => (element as unknown as { naturalWidth: number }).naturalWidth),
      )
      .toBe(40);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await saved(page);
    const { description } = await goods(5);
    expect(description).toContain('Picked by hand.');
    expect(description).not.toContain('data:');
    const [, source] = /<img[^>]* src="([^"]+)"/.exec(description)!;
    expect((await app.get(new URL(source!, app.url).pathname)).headers.get('content-type')).toBe(
      'image/png',
    );
  });

  it('adds goods with two pictures, and nothing while a third is wrong', async () => {
    const page = await office.open({ path: 'goods/create' });
    await page.getByLabel('Name', { exact: false }).first().fill('Honey');
    await page.getByLabel('Article number').fill('HONEY-1');
    await page.getByRole('combobox', { name: 'Category' }).click();
    await page.getByRole('option').first().click();
    await page.getByLabel('Price *', { exact: true }).fill('19.90');
    await page.getByLabel('Market price').fill('25.00');
    await page.getByLabel('Brief').fill('From the hive');
    const png = await greyPng(16, 16);
    await choose(page, 'Cover', 'front.png', png);
    const pictures = page.getByRole('region', { name: 'Pictures' });
    await choose(page, 'Picture 1', '1.png', png);
    await pictures.getByRole('button', { name: 'Add Pictures' }).click();
    await choose(page, 'Picture 2', '2.png', png);
    await pictures.getByRole('button', { name: 'Add Pictures' }).click();
    await expect.poll(() => pictures.locator('img').count()).toBe(2);
    await choose(page, 'Picture 3', '3.png', Buffer.from('this is no picture'));
    await pictures.locator('.Mui-error').first().waitFor();
    expect(await app.dataSource.manager.countBy(Goods, { name: 'Honey' })).toBe(0);
    // The row that is wrong goes; the others are saved.
    await pictures.getByRole('button', { name: 'Delete: Pictures 3' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await saved(page);
    const honey = await app.dataSource.manager.findOneOrFail(Goods, {
      where: { name: 'Honey' },
      relations: { images: true },
    });
    expect(honey.images).toHaveLength(2);
    expect(honey.shopPriceCents).toBe(1990);
  });

  it.each([DESKTOP, TELEPHONE])(
    'adds what a form refers to without leaving it: $width',
    async (viewport) => {
      const page = await office.open({ path: 'goods/create', viewport });
      await page.getByRole('textbox', { name: 'Name' }).fill('Jam');
      const add = page.getByRole('button', { name: 'Add Category: Category' });
      await add.focus();
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      const name = `Spreads ${viewport.width}`;
      await dialog.getByRole('textbox', { name: 'Name' }).waitFor();
      await page.keyboard.type(name);
      await page.keyboard.press('Enter');
      // Its complaints are its own, and nothing of the form around it is sent.
      const code = dialog.getByRole('textbox', { name: 'Code' });
      await expect.poll(() => code.getAttribute('aria-invalid')).toBe('true');
      await expectNoOverflow(page);
      await keepPicture(page, 'admin-popup');
      await page.keyboard.type(`spread${viewport.width}`);
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      const category = page.getByRole('combobox', { name: 'Category' });
      expect(await category.inputValue()).toBe(name);
      expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Jam');
      expect(await app.dataSource.manager.countBy(GoodsCategory, { name })).toBe(1);
      expect(await app.dataSource.manager.countBy(Goods, { name: 'Jam' })).toBe(0);
    },
  );

  it('keeps a table of a text, whatever else is changed', async () => {
    const table =
      '<table border="1"><tbody><tr><th scope="row">Weight</th><td colspan="2">500 g</td></tr></tbody></table>';
    const text = `<p style="text-align:center"><span style="font-size:14px">Fresh</span></p>${table}`;
    await app.unitOfWork.run(({ manager }) =>
      manager.update(Goods, { id: 13 }, { description: text }),
    );
    const page = await office.open({ path: 'goods/13' });
    await page.getByText('no format for: table').waitFor();
    const preview = page.frameLocator('iframe[title="Description: Preview"]');
    await preview.getByRole('cell', { name: '500 g' }).waitFor();
    await keepPicture(page, 'admin-table');
    const source = page.getByRole('textbox', { name: 'Description: HTML' });
    await source.fill((await source.inputValue()).replace('Fresh', 'Fresh every day'));
    await page.getByRole('button', { name: 'Save and continue editing' }).click();
    await saved(page);
    expect((await goods(13)).description).toBe(text.replace('Fresh', 'Fresh every day'));
    // Whoever gives up what the editor lacks is asked no more, and keeps the rest.
    await page.getByRole('button', { name: 'Edit without them' }).click();
    await page.locator('.ql-editor').click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('Very ');
    await page.getByRole('button', { name: 'Save and continue editing' }).click();
    await expect.poll(async () => (await goods(13)).description).not.toContain('colspan');
    expect((await goods(13)).description).toContain('<td>Weight</td><td>500 g</td>');
    expect((await goods(13)).description).toContain(
      '<p style="text-align:center"><span style="font-size:14px">Very Fresh every day</span></p>',
    );
  });

  it('writes a simple table by hand, which stays one that can be edited so', async () => {
    const text = '<p>Values</p>';
    await app.unitOfWork.run(({ manager }) =>
      manager.update(Goods, { id: 12 }, { description: text }),
    );
    const page = await office.open({ path: 'goods/12' });
    const editor = page.getByRole('textbox', { name: 'Description' });
    const stored = async () => (await goods(12)).description;
    await editor.click();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    for (const cell of ['Weight', '500 g', '', 'Sort']) {
      await page.keyboard.type(cell);
      await page.keyboard.press('Tab');
    }
    const tools = page.getByRole('toolbar', { name: 'Table' });
    await tools.getByRole('button', { name: 'Delete the row' }).click();
    await page.keyboard.press('Shift+Tab');
    await tools.getByRole('button', { name: 'Row below' }).click();
    await tools.getByRole('button', { name: 'Column after' }).click();
    await keepPicture(page, 'admin-table-tools');
    await page.getByRole('button', { name: 'Save and continue editing' }).click();
    await saved(page);
    const written = (await stored()).replace('<p></p>', '');
    expect(written).toContain('<td>Weight</td><td>500 g</td>');
    expect(written).not.toMatch(/data-row|style/);
    await page.reload();
    await editor.locator('td', { hasText: '500 g' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' net');
    // What is of whole lines would tear the cell out.
    await page.getByRole('button', { name: 'List', exact: true }).click();
    await page.getByRole('button', { name: 'Save and continue editing' }).click();
    await expect.poll(stored).toBe(written.replace('500 g', '500 g net'));
  });

  it('puts what the server refuses to its field, and writes nothing', async () => {
    const page = await office.open({ path: 'goods/6' });
    const { name } = await goods(6);
    const input = page.getByRole('textbox', { name: 'Name' });
    await input.fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Some values are not right').waitFor();
    expect(await input.getAttribute('aria-invalid')).toBe('true');
    expect(await page.locator(':focus').getAttribute('id')).toBe('field-name');
    await input.fill(name);
    expect(await input.getAttribute('aria-invalid')).toBe('false');
    expect((await goods(6)).name).toBe(name);
  });

  it('shows both versions to whoever was slower, who keeps one of them', async () => {
    const [quick, slow] = [
      await office.open({ path: 'goods/8' }),
      await office.open({ path: 'goods/8' }),
    ];
    await slow.getByLabel('Market price').waitFor();
    await quick.getByLabel('Market price').fill('88.00');
    await quick.getByRole('button', { name: 'Save and continue editing' }).click();
    await saved(quick);
    await slow.getByLabel('Market price').fill('99.00');
    await slow.getByRole('button', { name: 'Save and continue editing' }).click();
    const dialog = slow.getByRole('dialog');
    const row = dialog.getByRole('row', { name: 'Market price' });
    expect(await row.innerText()).toMatch(/¥99\.00\s+¥88\.00/);
    expect((await goods(8)).marketPriceCents).toBe(8800);
    await dialog.getByRole('button', { name: 'Take the other version' }).click();
    await expect.poll(() => slow.getByLabel('Market price').inputValue()).toBe('88.00');
    await slow.getByLabel('Market price').fill('77.00');
    await slow.getByRole('button', { name: 'Save and continue editing' }).click();
    await saved(slow);
    expect((await goods(8)).marketPriceCents).toBe(7700);
  });

  it('keeps what is typed while one signs in again', async () => {
    const page = await office.open({ path: 'goods/9' });
    await page.getByLabel('Market price').fill('55.55');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Save and continue editing' }).click();
    await page.getByText('Your session has ended').waitFor();
    await signInTo(page, office.boss.username);
    expect(await page.getByLabel('Market price').inputValue()).toBe('55.55');
    await page.getByRole('button', { name: 'Save and continue editing' }).click();
    await saved(page);
    expect((await goods(9)).marketPriceCents).toBe(5555);
  });

  it('asks before unsaved changes are left', async () => {
    const page = await office.open({ path: 'goods/10' });
    await page.getByLabel('Market price').fill('1.00');
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await page.getByRole('menuitem', { name: 'Brand' }).click();
    await expect.poll(() => asked).toHaveLength(1);
    expect(page.url()).toContain('/admin/goods/10');
    expect(await page.getByLabel('Market price').inputValue()).toBe('1.00');
  });

  it('shows staff with rights on goods alone nothing else', async () => {
    const clerk = await createUser(app);
    const permissions = app.nest.get(StoredPermissions, { strict: false });
    await app.unitOfWork.run(({ manager }) =>
      permissions.allow(manager, { userId: clerk.id }, ['goods.view_goods', 'goods.change_goods']),
    );
    const page = await office.open({ path: 'goods' }, clerk);
    await page.locator('tbody tr').first().waitFor();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['Dashboard', 'Goods']);
    expect(await page.getByRole('link', { name: 'Add Goods' }).count()).toBe(0);
    await page.goto('/admin/goods/11');
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Delete', exact: true }).count()).toBe(0);
  });

  it('leads up by breadcrumbs, and out to the page of an object on the site', async () => {
    const { name } = await goods(2);
    const page = await office.open({ path: 'goods/2/history', viewport: TELEPHONE });
    const way = page.getByRole('navigation', { name: 'You are here' });
    const places = async () => (await way.innerText()).split(/\s*›\s*/);
    await expect.poll(places).toEqual(['Home', 'Shop', 'Goods', name, 'History']);
    await expectNoOverflow(page);
    await way.getByRole('link', { name }).click();
    await expect.poll(places).toEqual(['Home', 'Shop', 'Goods', name]);
    const site = page.getByRole('link', { name: 'View on site' });
    expect(await site.getAttribute('href')).toBe('/goods/2/');
    await way.getByRole('link', { name: 'Goods' }).click();
    await expect.poll(places).toEqual(['Home', 'Shop', 'Goods']);
    await way.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { name: 'Dashboard' }).first().waitFor();
  });

  it('is used by keyboard alone', async () => {
    const page = await browser.window();
    await page.goto('/admin/brands');
    await page.locator('input[name="username"]').waitFor();
    await page.keyboard.type(office.boss.username);
    await page.keyboard.press('Tab');
    await page.keyboard.type('shop12345');
    await page.keyboard.press('Enter');
    const link = page.getByRole('link', { name: '品牌1' });
    await link.press('Enter');
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Renamed');
    await page.keyboard.press('Enter');
    await saved(page);
    await page.getByRole('link', { name: 'Renamed' }).waitFor();
  });
});
