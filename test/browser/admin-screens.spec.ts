import { beforeAll, describe, expect, it } from 'vitest';
import { Hall, Screening } from '../../src/cinemas/entities/index.js';
import { CommentBan, MovieComment } from '../../src/comments/entities/index.js';
import { defineJob, JobQueue, JobWorkers } from '../../src/infrastructure/jobs/index.js';
import { PermanentError } from '../../src/infrastructure/jobs/job-errors.js';
import { Group, GroupPermission } from '../../src/users/entities/index.js';
import { PasswordResetService } from '../../src/users/passwords/password-reset.service.js';
import { administrator } from '../support/admin.js';
import { backOffice, moveTo } from '../support/back-office.js';
import { SMALL_HALL } from '../support/box-office.js';
import {
  DESKTOP,
  expectAllInSight,
  expectNoOverflow,
  keepPicture,
  TELEPHONE,
} from '../support/browser.js';
import { seedCatalogue } from '../support/catalogue.js';
import { paidOrder, reloadOrder } from '../support/fulfilment.js';
import { seedMovies } from '../support/movies.js';
import { shopper } from '../support/shoppers.js';
import { createUser } from '../support/users.js';

const PRINT = defineJob('print', { attempts: 1 });
let isOnFire = true;
let printed = 0;

describe('screens of the back office', { timeout: 60_000 }, () => {
  const office = backOffice(async (started) => {
    await seedCatalogue(started);
    await seedMovies(started);
    started.nest.get(JobWorkers, { strict: false }).register(PRINT, () => {
      if (isOnFire) throw new PermanentError('the printer is on fire');
      printed += 1;
      return Promise.resolve();
    });
  });
  const { app, browser } = office;
  let hallId: number;

  beforeAll(async () => {
    const clerk = await administrator(app);
    const cinema = await clerk.send('POST', '/admin/api/cinemas/', {
      name: '星光影城',
      area: 330_106,
      address: '文三路',
      phone: '0571-1',
    });
    const hall = await clerk.send('POST', '/admin/api/halls/', {
      name: '1号厅',
      cinema: cinema.json.id,
    });
    hallId = hall.json.id;
    const drawn = await clerk.send('POST', '/admin/api/halls/actions/draw/', {
      ids: [hallId],
      drawing: SMALL_HALL,
    });
    if (drawn.status !== 200) throw new Error(drawn.text);
  });

  it('let whoever has a link for it set a new password', async () => {
    const user = await createUser(app, { role: 'administrator' });
    const token = app.nest.get(PasswordResetService, { strict: false }).tokenFor(user);
    for (const viewport of [DESKTOP, TELEPHONE]) {
      const page = await browser.window({ viewport });
      await page.goto(`/admin/new-password#user=${user.id}&token=${token}`);
      await page.getByLabel('New password', { exact: false }).first().fill('quite-new-1');
      await page.getByLabel('New password again').fill('another-1');
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByRole('alert').waitFor();
      await expectNoOverflow(page);
      await keepPicture(page, 'new-password');
      await page.getByLabel('New password again').fill('quite-new-1');
      if (viewport === TELEPHONE) continue;
      await page.getByRole('button', { name: 'Set the password' }).click();
      await page.getByText('The password is set').waitFor();
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.getByLabel('Username').fill(user.username);
      await page.getByLabel('Password').fill('quite-new-1');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Dashboard' }).first().waitFor();
    }
  });

  it('send a part of an order, then all that is left', async () => {
    const order = await paidOrder(app, await shopper(app), { 20: 3 });
    const [line] = order.lines;
    const page = await office.open({ path: `orders/${order.id}` });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Carrier').fill('顺丰速运');
    await dialog.getByLabel('Tracking number').fill('SF1');
    await dialog.getByLabel(`In this parcel: ${line!.name}`).fill('2');
    await keepPicture(page, 'admin-shipping');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await reloadOrder(app, order.id)).toMatchObject({
      fulfilment: 'partly_sent',
      lines: [{ sentQuantity: 2 }],
    });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByLabel('Carrier').fill('顺丰速运');
    await dialog.getByLabel('Tracking number').fill('SF2');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await reloadOrder(app, order.id)).fulfilment).toBe('sent');
    // What an order does not allow as it is, it does not offer.
    await expect
      .poll(() => page.getByRole('button', { name: 'Send', exact: true }).count())
      .toBe(0);
  });

  it('ban whoever has written a comment', async () => {
    const author = await createUser(app);
    await app.unitOfWork.run(({ manager }) =>
      manager.insert(MovieComment, {
        movieId: 1,
        userId: author.id,
        text: 'Buy followers here',
        createdAt: new Date(),
        updatedAt: new Date(),
      }),
    );
    const page = await office.open({ path: 'comments' });
    const comment = page.getByRole('article').filter({ hasText: 'Buy followers here' });
    await comment.getByRole('button', { name: /^Ban/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('advertising');
    await dialog.getByRole('button', { name: /^Ban/ }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(
      await app.dataSource.manager.findOneByOrFail(CommentBan, { userId: author.id }),
    ).toMatchObject({ reason: 'advertising' });
  });

  it('give a failed job another try', async () => {
    const queue = app.nest.get(JobQueue, { strict: false });
    await queue.enqueue(PRINT, {});
    await expect.poll(async () => (await queue.failed()).length).toBe(1);
    const page = await office.open({ path: 'jobs' });
    await page.getByText('the printer is on fire').waitFor();
    isOnFire = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Try again' }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => printed).toBe(1);
    await page.getByText('Nothing yet').waitFor();
  });

  it('draw the seats of a hall', async () => {
    const page = await office.open({ path: `halls/${hallId}` });
    const { layoutId } = await app.dataSource.manager.findOneByOrFail(Hall, { id: hallId });
    await page.getByRole('button', { name: /^Draw/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Wheelchair place' }).click();
    await dialog.locator('[data-place="0-0"]').click();
    await dialog.getByRole('button', { name: /^Draw/ }).click();
    await dialog.waitFor({ state: 'detached' });
    const hall = await app.dataSource.manager.findOneByOrFail(Hall, { id: hallId });
    expect(hall.layoutId).not.toBe(layoutId);
    await expect
      .poll(() => page.locator('[data-place="0-0"]').getAttribute('aria-label'))
      .toContain('Wheelchair place');
  });

  it('schedule a screening from the calendar, and refuse one that overlaps', async () => {
    const page = await office.open({ path: 'screenings' });
    const count = () => app.dataSource.manager.countBy(Screening, { hallId });
    await page.getByRole('button', { name: 'Later' }).click();
    await page
      .getByRole('button', { name: /^Add: .* 10:00$/ })
      .first()
      .click();
    const add = async () => {
      await page.getByRole('combobox', { name: 'Movie' }).click();
      await page.getByRole('option').first().click();
      const prices = page.getByRole('region', { name: 'Prices' });
      for (const zone of [1, 2]) {
        const row = prices.getByRole('row').nth(zone);
        if ((await row.count()) === 0)
          await prices.getByRole('button', { name: 'Add Prices' }).click();
        await row.getByRole('spinbutton').first().fill(String(zone));
        await row.getByRole('textbox').first().fill('33.00');
      }
      await page.getByRole('button', { name: 'Save', exact: true }).click();
    };
    await add();
    await page.getByText('was saved').first().waitFor();
    expect(await count()).toBe(1);
    await page.getByRole('button', { name: 'Later' }).click();
    // An hour before: it would not be over.
    await page
      .getByRole('button', { name: /^Add: .* 09:00$/ })
      .first()
      .click();
    await add();
    await page.getByText('Some values are not right').waitFor();
    expect(await page.locator(':focus').getAttribute('id')).toBe('field-starts_at');
    expect(await count()).toBe(1);
  });

  it('give rights to a group, model by model', async () => {
    const page = await office.open({ path: 'groups/create' });
    await page.getByRole('textbox', { name: 'Name' }).fill('Warehouse');
    await page.getByRole('searchbox').fill('goods');
    await page
      .getByRole('checkbox', { name: /^Goods: (?!All)/ })
      .first()
      .check();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('was saved').first().waitFor();
    const { id } = await app.dataSource.manager.findOneByOrFail(Group, { name: 'Warehouse' });
    const given = await app.dataSource.manager.findBy(GroupPermission, { groupId: id });
    expect(given.map(({ permission }) => permission)).toEqual(['goods.view_goods']);
  });

  it.each([DESKTOP, TELEPHONE])('fit the screen: $width', async (viewport) => {
    const page = await office.open({ path: 'brands', viewport, locale: 'zh-CN' });
    const screens = {
      dashboard: '',
      list: 'goods',
      form: 'goods/1',
      'empty-form': 'goods/create',
      'small-form': 'brands/1',
      tree: 'categories',
      orders: 'orders',
      hall: `halls/${hallId}`,
      calendar: 'screenings',
      comments: 'comments',
      rights: 'groups/create',
      jobs: 'jobs',
    };
    for (const [name, path] of Object.entries(screens)) {
      await moveTo(page, path);
      await expectAllInSight(page);
      await keepPicture(page, `admin-${name}`);
    }
  });
});
