import { beforeAll, describe, expect, it } from 'vitest';
import { CommentBan, MovieComment } from '../../../src/comments/entities/index.js';
import { Screening } from '../../../src/cinemas/entities/index.js';
import { Area } from '../../../src/areas/entities/index.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { Group, GroupPermission } from '../../../src/users/entities/index.js';
import { administrator, clerk, Clerk } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { show, SMALL_HALL } from '../../support/box-office.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { paidOrder, reloadOrder } from '../../support/fulfilment.js';
import { seedMovies } from '../../support/movies.js';
import { shopper } from '../../support/shoppers.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';
import { createUser, PASSWORD, reload } from '../../support/users.js';

const settings = testSettings({ THROTTLE_LOGIN: '10000/minute' });
const outbox = new OutboxFile(settings.dataDir);
const app = testApp(settings, {
  seed: async (started) => {
    await seedCatalogue(started);
    await seedMovies(started);
  },
});

describe('orders in the back office', () => {
  it('are sent in part and then as a whole, with carrier and number', async () => {
    const boss = await administrator(app);
    const order = await paidOrder(app, await shopper(app), { 20: 3 });
    const path = `/admin/api/orders/${order.id}/`;
    const { json } = await boss.get(path);
    expect(json).toMatchObject({ status: 'TRADE_SUCCESS', fulfilment: 'to_send' });
    expect(json).toMatchObject({ _actions: ['ship', 'refund'] });
    const parcel = { ids: [order.id], carrier: '顺丰速运', tracking_number: 'SF1' };
    const lines = [{ line: order.lines[0]!.id, count: 2 }];
    const ship = (body: object) => boss.send('POST', '/admin/api/orders/actions/ship/', body);
    expect((await ship({ ...parcel, lines })).status).toBe(200);
    expect((await boss.get(path)).json).toMatchObject({
      fulfilment: 'partly_sent',
      lines: [{ quantity: 3, sent_quantity: 2 }],
    });
    const tooMany = await ship({ ...parcel, lines: [{ line: order.lines[0]!.id, count: 2 }] });
    expect([tooMany.status, Object.keys(tooMany.json)]).toEqual([400, ['lines']]);
    expect((await ship(parcel)).status).toBe(200);
    const sent = (await boss.get(path)).json;
    expect(sent).toMatchObject({ fulfilment: 'sent', shipments: [{ carrier: '顺丰速运' }, {}] });
    expect((await ship(parcel)).status).toBe(400);
    const { results } = (await boss.get(`${path}history/`)).json;
    expect(results.map(({ action }: { action: string }) => action)).toEqual(['ship', 'ship']);
    expect((await boss.send('PATCH', path, { total: '0.01' })).status).toBe(403);
    expect((await boss.send('DELETE', path)).status).toBe(403);
  });

  it('are sent one at a time, whatever is asked for', async () => {
    const boss = await administrator(app);
    const ship = { carrier: '顺丰', tracking_number: 'SF1' };
    const sent = (selection: object) =>
      boss.send('POST', '/admin/api/orders/actions/ship/', { ...selection, ...ship });
    for (const selection of [{ ids: [1, 2] }, { all: true, filters: { search: 'nothing' } }]) {
      const { status, json } = await sent(selection);
      expect([status, Object.keys(json)]).toEqual([400, ['ids']]);
    }
  });

  it('are sent only by those who may, and seen by those who may see them', async () => {
    const order = await paidOrder(app, await shopper(app), { 21: 1 });
    const reader = await clerk(app, 'orders.view_order');
    const body = { ids: [order.id], carrier: 'x', tracking_number: 'y' };
    const refused = await reader.send('POST', '/admin/api/orders/actions/ship/', body);
    expect(refused.status).toBe(403);
    const sender = await clerk(app, 'orders.view_order', 'orders.ship_order');
    const { json } = await sender.get('/admin/api/');
    const [described] = json.resources;
    expect(described.object_actions.map(({ name }: { name: string }) => name)).toEqual(['ship']);
    expect((await sender.send('POST', '/admin/api/orders/actions/ship/', body)).status).toBe(200);
    expect((await reloadOrder(app, order.id)).fulfilment).toBe('sent');
  });
});

describe('users in the back office', () => {
  it('cannot take their own rights away, nor the last administrator’s', async () => {
    const boss = await administrator(app);
    const path = `/admin/api/users/${boss.user.id}/`;
    const demoted = await boss.send('PATCH', path, { role: 'customer' });
    expect([demoted.status, Object.keys(demoted.json)]).toEqual([400, ['role']]);
    expect((await boss.send('PATCH', path, { is_active: false })).status).toBe(400);
    expect((await boss.send('DELETE', path)).status).toBe(400);
    expect(await reload(app, boss.user)).toMatchObject({ role: 'administrator', isActive: true });
    const other = await createUser(app, { role: 'administrator' });
    const changed = await boss.send('PATCH', `/admin/api/users/${other.id}/`, { role: 'customer' });
    expect(changed.status).toBe(200);
  });

  it('give nobody more than they have themselves', async () => {
    const manager = await clerk(app, 'users.view_user', 'users.change_user', 'goods.view_goods');
    const { id } = await createUser(app);
    const path = `/admin/api/users/${id}/`;
    expect((await manager.send('PATCH', path, { role: 'administrator' })).status).toBe(403);
    const more = await manager.send('PATCH', path, { permissions: ['goods.delete_goods'] });
    expect(more.status).toBe(403);
    const own = await manager.send('PATCH', path, { permissions: ['goods.view_goods'] });
    expect([own.status, own.json.permissions]).toEqual([200, ['goods.view_goods']]);
    const group = await app.unitOfWork.run(({ manager: rows }) =>
      rows.insert(Group, { name: 'friends' }),
    );
    const groups = [group.identifiers[0]!.id as number];
    expect((await manager.send('PATCH', path, { groups })).status).toBe(403);
  });

  it('of the staff are stopped, let in again and deleted by administrators alone', async () => {
    const boss = await administrator(app);
    const manager = await clerk(app, 'users.view_user', 'users.change_user', 'users.delete_user');
    for (const role of ['administrator', 'site_manager'] as const) {
      const { id } = await createUser(app, { role });
      const path = `/admin/api/users/${id}/`;
      const switched = (who: Clerk, isActive: boolean) =>
        who.send('PATCH', path, { is_active: isActive });
      expect((await switched(manager, false)).status).toBe(403);
      expect((await switched(boss, false)).status).toBe(200);
      expect((await switched(manager, true)).status).toBe(403);
      expect((await switched(manager, false)).status).toBe(200);
      expect((await manager.send('DELETE', path)).status).toBe(403);
      expect((await boss.send('DELETE', path)).status).toBe(204);
    }
    const { id } = await createUser(app);
    const path = `/admin/api/users/${id}/`;
    expect((await manager.send('PATCH', path, { is_active: false })).status).toBe(200);
    expect((await manager.send('DELETE', path)).status).toBe(204);
  });

  it('take by the deletion of a group nothing that they have not', async () => {
    const boss = await administrator(app);
    const manager = await clerk(app, 'users.view_group', 'users.delete_group', 'goods.view_goods');
    const group = async (name: string, ...permissions: string[]) => {
      const { json } = await boss.send('POST', '/admin/api/groups/', { name, permissions });
      return `/admin/api/groups/${json.id}/`;
    };
    const more = await group('more', 'goods.view_goods', 'goods.delete_goods');
    expect((await manager.send('DELETE', more)).status).toBe(403);
    expect((await boss.get(more)).json.permissions).toHaveLength(2);
    const own = await group('own', 'goods.view_goods');
    expect((await manager.send('DELETE', own)).status).toBe(204);
  });

  it('are added with a password that signs in, which is shown and changed nowhere', async () => {
    const boss = await administrator(app);
    const body = { username: 'new_clerk', password: PASSWORD, role: 'site_manager', name: '小王' };
    const { status, json, text } = await boss.send('POST', '/admin/api/users/', body);
    expect([status, json.name]).toEqual([201, '小王']);
    expect(text).not.toContain(PASSWORD);
    const user = await reload(app, json);
    expect((await new Clerk(app, user).signIn()).status).toBe(200);
    await boss.send('PATCH', `/admin/api/users/${json.id}/`, { password: 'another-pass-1' });
    expect((await reload(app, json)).passwordHash).toBe(user.passwordHash);
    const weak = await boss.send('POST', '/admin/api/users/', {
      ...body,
      username: 'x',
      password: '1',
    });
    expect(weak.status).toBe(400);
    expect(Object.keys(weak.json)).toContain('password');
  });

  it('set new passwords themselves, by a link that is mailed to them and works once', async () => {
    const boss = await administrator(app);
    const email = 'forgetful@example.com';
    const someone = await createUser(app, { email, role: 'site_manager' });
    const send = (sender: Clerk, id: number) =>
      sender.send('POST', '/admin/api/users/actions/send_reset_link/', { ids: [id] });
    expect((await send(boss, someone.id)).status).toBe(200);
    await until(async () => (await outbox.last(email)) !== undefined);
    const link = new URL((await outbox.last(email))!.secret);
    expect(link.pathname).toBe('/admin/new-password');
    const { user, token } = Object.fromEntries(new URLSearchParams(link.hash.slice(1)));
    expect(user).toBe(String(someone.id));
    const password = 'quite-new-1';
    const set = () =>
      app.request('POST', `/users/${user}/password/`, {
        body: { access_token: token, password, password2: password },
      });
    expect((await set()).status).toBe(200);
    expect((await new Clerk(app, someone).signIn(password)).status).toBe(200);
    expect((await set()).status).toBe(400);

    const unreachable = await createUser(app);
    expect((await send(boss, unreachable.id)).status).toBe(400);
    const manager = await clerk(app, 'users.view_user', 'users.change_user');
    const chief = await createUser(app, { role: 'administrator', email: 'chief@example.com' });
    expect((await send(manager, chief.id)).status).toBe(403);
    const customer = await createUser(app, { email: 'customer@example.com' });
    expect((await send(manager, customer.id)).status).toBe(200);
  });

  it('get what their groups may do, once these are given it', async () => {
    const boss = await administrator(app);
    const made = await boss.send('POST', '/admin/api/groups/', {
      name: 'catalogue',
      permissions: ['goods.view_brand', 'goods.change_brand'],
    });
    expect(made.status).toBe(201);
    const someone = await createUser(app);
    const joined = await boss.send('PATCH', `/admin/api/users/${someone.id}/`, {
      groups: [made.json.id],
    });
    expect(joined.json.groups).toEqual([{ id: made.json.id, label: 'catalogue' }]);
    const browser = new Clerk(app, someone);
    expect((await browser.signIn()).status).toBe(200);
    expect((await browser.send('PATCH', '/admin/api/brands/1/', { name: '新牌' })).status).toBe(
      200,
    );
    const less = await boss.send('PATCH', `/admin/api/groups/${made.json.id}/`, {
      permissions: [],
    });
    expect(less.status).toBe(200);
    expect((await browser.get('/admin/api/brands/')).status).toBe(403);
    expect(await app.dataSource.manager.countBy(GroupPermission, { groupId: made.json.id })).toBe(
      0,
    );
    const managers = await app.dataSource.manager.findOneByOrFail(Group, { name: 'site_managers' });
    const path = `/admin/api/groups/${managers.id}/`;
    expect((await boss.send('DELETE', path)).status).toBe(400);
    expect((await boss.send('PATCH', path, { name: 'others' })).status).toBe(400);
  });
});

describe('the box office in the back office', () => {
  let boss: Clerk;

  beforeAll(async () => {
    boss = await administrator(app);
  });

  it('draws a hall, tells mistakes line by line, and schedules nothing that overlaps', async () => {
    const { id: area } = await app.dataSource.manager.findOneByOrFail(Area, { id: 330_106 });
    const cinema = await boss.send('POST', '/admin/api/cinemas/', {
      name: '新影院',
      area,
      address: '文三路',
      phone: '0571-1',
    });
    const hall = await boss.send('POST', '/admin/api/halls/', {
      name: '1',
      cinema: cinema.json.id,
    });
    expect([hall.status, hall.json.drawing]).toEqual([201, '']);
    const draw = (drawing: string) =>
      boss.send('POST', '/admin/api/halls/actions/draw/', { ids: [hall.json.id], drawing });
    const wrong = await draw('zone 1 普通区 #8bc34a\n---\n111x');
    expect(wrong.status).toBe(400);
    expect(wrong.json.drawing[0]).toContain('3');
    expect((await draw(SMALL_HALL)).status).toBe(200);
    const { json } = await boss.get(`/admin/api/halls/${hall.json.id}/`);
    expect(json.drawing).toBe(`screen 银幕中央\n${SMALL_HALL}`);
    const screening = {
      movie: 1,
      hall: hall.json.id,
      starts_at: '2031-01-01 10:00:00',
      language: '国语',
      format: '2D',
      prices: [
        { zone: 1, price: '33.00', fee: '2.00' },
        { zone: 2, price: '66.00', fee: '0' },
      ],
    };
    const add = (body: object) => boss.send('POST', '/admin/api/screenings/', body);
    const made = await add(screening);
    expect([made.status, made.json.price_from]).toEqual([201, '35.00']);
    const overlap = await add({ ...screening, starts_at: '2031-01-01 11:00:00' });
    expect([overlap.status, Object.keys(overlap.json)]).toEqual([400, ['starts_at']]);
    const unpriced = {
      ...screening,
      starts_at: '2031-01-02 10:00:00',
      prices: [screening.prices[0]],
    };
    expect(Object.keys((await add(unpriced)).json)).toEqual(['non_field_errors']);
    const cancel = () =>
      boss.send('POST', '/admin/api/screenings/actions/cancel/', { ids: [made.json.id] });
    expect((await cancel()).status).toBe(200);
    expect((await cancel()).status).toBe(400);
    expect((await add({ ...screening, starts_at: '2031-01-01 11:00:00' })).status).toBe(201);
  });

  it('moves no hall to another cinema, where nobody looks for what is scheduled in it', async () => {
    const { id, hallId } = await show(app);
    const elsewhere = await show(app);
    const { cinemaId } = await app.dataSource.manager.findOneByOrFail(Screening, { id });
    const { cinemaId: other } = await app.dataSource.manager.findOneByOrFail(Screening, {
      id: elsewhere.id,
    });
    const path = `/admin/api/halls/${hallId}/`;
    const moved = await boss.send('PATCH', path, { name: '巨幕厅', cinema: other });
    expect([moved.status, moved.json.name, moved.json.cinema.id]).toEqual([
      200,
      '巨幕厅',
      cinemaId,
    ]);
  });

  it('bans commenters with a reason and deletes what they said', async () => {
    const author = await createUser(app);
    const now = new Date();
    const { identifiers } = await app.unitOfWork.run(({ manager }) =>
      manager.insert(MovieComment, [
        { movieId: 1, userId: author.id, text: '广告', createdAt: now, updatedAt: now },
        { movieId: 2, userId: author.id, text: '又是广告', createdAt: now, updatedAt: now },
      ]),
    );
    const ids = identifiers.map(({ id }) => id as number);
    const path = '/admin/api/comments/actions/';
    const banned = await boss.send('POST', `${path}ban/`, { ids, reason: '广告' });
    expect(banned.status).toBe(200);
    const bans = await app.dataSource.manager.findBy(CommentBan, { userId: author.id });
    expect(bans.map(({ reason }) => reason)).toEqual(['广告']);
    expect((await boss.send('POST', `${path}delete/`, { ids })).status).toBe(200);
    expect(await app.dataSource.manager.countBy(MovieComment, { userId: author.id })).toBe(0);
    const { json } = await boss.get(`/admin/api/moderations/?search=${author.username}`);
    expect(json.results.map(({ action }: { action: string }) => action)).toEqual([
      'delete',
      'delete',
      'ban',
    ]);
  });

  it('bans no administrators, whoever asks for it and however', async () => {
    const manager = await clerk(
      app,
      ...['view', 'delete'].map((verb) => `comments.${verb}_moviecomment`),
      ...['view', 'add'].map((verb) => `comments.${verb}_commentban`),
    );
    const now = new Date();
    const userId = boss.user.id;
    const { identifiers } = await app.unitOfWork.run((tx) =>
      tx.manager.insert(MovieComment, {
        movieId: 1,
        userId,
        text: '公告',
        createdAt: now,
        updatedAt: now,
      }),
    );
    const added = await manager.send('POST', '/admin/api/comment-bans/', { user: userId });
    expect([added.status, Object.keys(added.json)]).toEqual([400, ['user']]);
    const acted = await manager.send('POST', '/admin/api/comments/actions/ban/', {
      ids: [identifiers[0]!.id as number],
      reason: '',
    });
    expect(acted.status).toBe(400);
    expect(await app.dataSource.manager.countBy(CommentBan, { userId })).toBe(0);
  });

  it('outdates what shoppers see of a movie', async () => {
    expect((await app.get('/movies/1/')).json.name).not.toBe('改名');
    expect((await boss.send('PATCH', '/admin/api/movies/1/', { name: '改名' })).status).toBe(200);
    expect((await app.get('/movies/1/')).json.name).toBe('改名');
  });
});

describe('the dashboard', () => {
  it('counts in a card what the list behind it has', async () => {
    const boss = await administrator(app);
    const order = await paidOrder(app, await shopper(app), { 22: 2 });
    const lines = [{ line: order.lines[0]!.id, count: 1 }];
    const parcel = { ids: [order.id], carrier: '顺丰速运', tracking_number: 'SF9', lines };
    expect((await boss.send('POST', '/admin/api/orders/actions/ship/', parcel)).status).toBe(200);
    const { cards } = (await boss.get('/admin/api/dashboard/')).json;
    const leading = cards.filter(({ filter, type }: any) => filter && type === 'integer');
    expect(leading.map(({ name }: any) => name)).toContain('partly_sent');
    for (const { name, resource, filter, value } of leading) {
      const query = new URLSearchParams(filter).toString();
      const { count } = (await boss.get(`/admin/api/${resource}/?${query}`)).json;
      expect([name, count]).toEqual([name, value]);
    }
  });

  it('has figures of what the user may see, and of nothing else', async () => {
    const boss = await administrator(app);
    await paidOrder(app, await shopper(app), { 22: 1 });
    const { json } = await boss.get('/admin/api/dashboard/');
    const cards = Object.fromEntries(
      json.cards.map(({ name, value }: { name: string; value: unknown }) => [name, value]),
    );
    expect(cards.orders_today).toBeGreaterThan(0);
    expect(Number(cards.revenue_today)).toBeGreaterThan(20);
    expect(cards.to_send).toBeGreaterThan(0);
    const revenue = json.charts.find(({ name }: { name: string }) => name === 'revenue');
    expect(revenue.points).toHaveLength(30);
    expect(revenue.points.at(-1).y).toBe(Number(cards.revenue_today));
    const reader = await clerk(app, 'goods.view_goods');
    const seen = (await reader.get('/admin/api/dashboard/')).json;
    expect(seen.cards).toEqual([]);
    expect(seen.lists.map(({ name }: { name: string }) => name)).toEqual(['low_stock']);
  });
});
