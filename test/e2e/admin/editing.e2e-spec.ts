import { describe, expect, it } from 'vitest';
import { Goods } from '../../../src/goods/entities/index.js';
import { administrator, clerk, Clerk, type Clerk as Browser } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { greyPng } from '../../support/pictures.js';
import { testSettings } from '../../support/settings.js';
import { createUser, PASSWORD } from '../../support/users.js';

const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }), { seed: seedCatalogue });

async function upload(browser: Browser): Promise<string> {
  const body = new FormData();
  body.append('file', new Blob([await greyPng(4, 4)], { type: 'image/png' }), 'picture.png');
  const { status, json } = await browser.send('POST', '/admin/api/uploads/', body);
  expect(status).toBe(201);
  return json.path as string;
}

/** Under which name rows of a list tell their version. */
const VERSION = '_version';

describe('the session of the back office', () => {
  it('is nobody’s before signing in, and gives the token that signing in takes', async () => {
    const browser = new Clerk(app, await createUser(app, { role: 'administrator' }));
    const { status, json } = await browser.get('/admin/api/session/');
    expect(status).toBe(200);
    expect(json).toEqual({ user: null, csrf_token: expect.any(String) });
    expect((await browser.get('/admin/api/')).status).toBe(401);
  });

  it('begins with the right password, and ends', async () => {
    const browser = await administrator(app);
    const { json } = await browser.get('/admin/api/session/');
    expect(json.user).toEqual({
      id: browser.user.id,
      username: browser.user.username,
      is_superuser: true,
    });
    expect((await browser.send('DELETE', '/admin/api/session/')).status).toBe(204);
    expect((await browser.get('/admin/api/')).status).toBe(401);
  });

  it('lets in neither a wrong password, nor a shopper, nor a page of somebody else', async () => {
    const boss = new Clerk(app, await createUser(app, { role: 'administrator' }));
    expect((await boss.signIn('wrong')).status).toBe(400);
    const shopper = new Clerk(app, await createUser(app));
    const refused = await shopper.signIn();
    expect(refused.status).toBe(400);
    expect(refused.json.non_field_errors[0]).toContain('account of the staff');
    const foreign = await app.request('POST', '/admin/api/session/', {
      body: { username: boss.user.username, password: PASSWORD },
    });
    expect(foreign.status).toBe(403);
  });
});

describe('the description', () => {
  it('tells an administrator every resource, its columns, filters and form', async () => {
    const { json } = await (await administrator(app)).get('/admin/api/');
    const goods = json.resources.find(({ name }: { name: string }) => name === 'goods');
    expect(goods.permissions).toEqual({ view: true, add: true, change: true, delete: true });
    const price = goods.list.columns.find(({ name }: { name: string }) => name === 'shop_price');
    expect(price).toMatchObject({ type: 'money', sortable: true, editable: true, label: 'Price' });
    expect(goods.list.filters.map(({ name }: { name: string }) => name)).toContain('category');
    expect(goods.form.fields.sn).toMatchObject({ type: 'text', required: true, max_length: 50 });
    expect(goods.form.fields.category).toMatchObject({ type: 'related', resource: 'categories' });
    expect(goods.form.fields.description.type).toBe('rich_text');
    expect(goods.form.fields.stock).toMatchObject({ add_only: true, min: 0 });
    expect(goods.form.inlines[0]).toMatchObject({ name: 'images', max: 20 });
  });

  it('is in Chinese for those who read it', async () => {
    const { json } = await (await administrator(app, 'zh-CN')).get('/admin/api/');
    expect(json.title).toBe('商城后台');
    const goods = json.resources.find(({ name }: { name: string }) => name === 'goods');
    expect(goods.form.fields.shop_price.label).toBe('本店价格');
  });

  it('tells staff what they may see and do, and nothing else', async () => {
    const browser = await clerk(app, 'goods.view_goods', 'goods.change_goods');
    const { json } = await browser.get('/admin/api/');
    expect(json.resources.map(({ name }: { name: string }) => name)).toEqual(['goods']);
    expect(json.resources[0].permissions).toEqual({
      view: true,
      add: false,
      change: true,
      delete: false,
    });
    const nobody = new Clerk(app, await createUser(app, { role: 'site_manager' }));
    await nobody.signIn();
    expect((await nobody.get('/admin/api/brands/')).status).toBe(403);
  });
});

describe('a list', () => {
  it('has rows with their columns, sorted, filtered and searched', async () => {
    const browser = await administrator(app);
    const path = '/admin/api/goods/?ordering=-shop_price&page_size=2&is_hot=true';
    const { json } = await browser.get(path);
    expect(json.count).toBe(10);
    expect(json.results).toHaveLength(2);
    expect(json.results[0]).toMatchObject({
      id: 40,
      _label: '云南水果 40号 500G',
      shop_price: '40.05',
      category: { id: 14, label: '分类14' },
      front_image: `${app.url}/media/goods/images/40-1.svg`,
    });
    const found = await browser.get('/admin/api/categories/?search=c012');
    expect(found.json.results.map(({ id }: { id: number }) => id)).toEqual([12]);
    expect((await browser.get('/admin/api/goods/?category=999')).status).toBe(400);
    expect((await browser.get('/admin/api/nothing/')).status).toBe(404);
  });

  it('offers objects to refer to, those that are searched for or named', async () => {
    const browser = await clerk(app, 'goods.view_goods', 'goods.change_goods');
    const { json } = await browser.get('/admin/api/categories/options/?search=c012');
    expect(json.results).toEqual([{ id: 12, label: '分类12' }]);
    const named = await browser.get('/admin/api/categories/options/?id=1&id=2');
    expect(named.json.results.map(({ id }: { id: number }) => id)).toEqual([1, 2]);
    const stranger = await clerk(app, 'users.view_user');
    expect((await stranger.get('/admin/api/categories/options/')).status).toBe(403);
  });
});

describe('an object', () => {
  const product = (picture: string) => ({
    name: '新品苹果',
    sn: `A-${picture.slice(-12)}`,
    category: 10,
    shop_price: '12.50',
    market_price: '20',
    stock: 5,
    brief: '脆甜',
    description: '<p onclick="alert(1)">好吃</p><script>alert(1)</script>',
    front_image: picture,
    images: [{ image: picture }],
  });

  it('is empty where a form may leave something out', async () => {
    const browser = await administrator(app);
    const { description: _, stock: __, ...body } = product(await upload(browser));
    const { status, json } = await browser.send('POST', '/admin/api/goods/', body);
    expect([status, json.description, json.stock]).toEqual([201, '', 0]);
    const { resources } = (await browser.get('/admin/api/')).json;
    // Whatever is neither required, null nor given by the column would be refused by the database.
    const holes = resources.flatMap(({ name, permissions, form }: any) =>
      Object.entries<any>(permissions.add ? form.fields : {})
        .filter(([, field]) => !field.required && !field.read_only && !field.nullable)
        .filter(([, field]) => field.default === null && field.type !== 'many_related')
        .map(([field]) => `${name}.${field}`),
    );
    expect(holes).toEqual([]);
  });

  it('is added with its pictures, cleaned of scripts, and shown to shoppers at once', async () => {
    const browser = await administrator(app);
    const picture = await upload(browser);
    await app.get('/goods/?ordering=-add_time');
    const { status, json, headers } = await browser.send(
      'POST',
      '/admin/api/goods/',
      product(picture),
    );
    expect(status).toBe(201);
    expect(headers.get('etag')).toMatch(/^"[\w-]{27}"$/);
    expect(json).toMatchObject({
      shop_price: '12.50',
      stock: 5,
      description: '<p>好吃</p>',
      category: { id: 10, label: '分类10' },
      images: [{ id: expect.any(Number), image: `${app.url}/media/${picture}` }],
      is_ship_free: true,
    });
    const shown = await app.get(`/goods/${json.id}/`);
    expect(shown.json).toMatchObject({ shop_price: 12.5, goods_num: 5 });
    const listed = await app.get('/goods/?ordering=-add_time');
    expect(listed.json.results[0].name).toBe('新品苹果');
  });

  it('is refused with every error at its place, and nothing is written', async () => {
    const browser = await administrator(app);
    const picture = await upload(browser);
    const before = await app.get('/goods/');
    const { status, json } = await browser.send('POST', '/admin/api/goods/', {
      ...product(picture),
      shop_price: '-1',
      images: [{ image: picture }, { image: picture }, { image: 'admin/1/none.png' }],
    });
    expect(status).toBe(400);
    expect(Object.keys(json).sort()).toEqual(['images', 'shop_price']);
    expect(json.images).toEqual([{}, {}, { image: [expect.any(String)] }]);
    expect((await app.get('/goods/')).json.count).toBe(before.json.count);
  });

  it('takes files of a form, and tells which of them is none', async () => {
    const browser = await administrator(app);
    const picture = await greyPng(4, 4);
    const form = (second: Buffer | string): FormData => {
      const body = new FormData();
      const { images: _, front_image: __, ...fields } = product('unused');
      const entries = { ...fields, sn: `F-${Math.random()}` };
      for (const [name, value] of Object.entries(entries)) body.append(name, String(value));
      body.append('front_image', new Blob([picture]), 'front.png');
      body.append('images[0]image', new Blob([picture]), 'one.png');
      body.append('images[1]image', new Blob([second]), 'two.png');
      return body;
    };
    const refused = await browser.send('POST', '/admin/api/goods/', form('no picture'));
    expect(refused.status).toBe(400);
    expect(refused.json).toEqual({ images: [{}, { image: [expect.any(String)] }] });
    const { status, json } = await browser.send('POST', '/admin/api/goods/', form(picture));
    expect(status).toBe(201);
    expect(json.images).toHaveLength(2);
    expect(json.front_image).toContain(`/media/admin/${browser.user.id}/`);
  });

  it('is added once for a request that is repeated with its key, also at the same time', async () => {
    const browser = await administrator(app);
    const { manager } = app.dataSource;
    const sent = { ...product(await upload(browser)), sn: 'REPEATED' };
    const add = (key: string, body: unknown) =>
      browser.send('POST', '/admin/api/goods/', body, { 'Idempotency-Key': key });
    const answers = await Promise.all([1, 2, 3].map(() => add('json', sent)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    expect(await manager.countBy(Goods, { sn: 'REPEATED' })).toBe(1);
    expect((await add('json', { ...sent, name: '另一个' })).status).toBe(422);

    const picture = await greyPng(4, 4);
    const form = (): FormData => {
      const body = new FormData();
      const { images: _, front_image: __, ...fields } = sent;
      const entries = { ...fields, sn: 'REPEATED-2' };
      for (const [name, value] of Object.entries(entries)) body.append(name, String(value));
      body.append('front_image', new Blob([picture]), 'front.png');
      body.append('images[0]image', new Blob([picture]), 'one.png');
      return body;
    };
    const [first, second] = [await add('form', form()), await add('form', form())];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.json.id).toBe(first.json.id);
  });

  it('is changed in part: its price for shoppers at once, its inlines as they are sent', async () => {
    const browser = await administrator(app);
    expect((await app.get('/goods/3/')).json.shop_price).toBe(3);
    const { json: stored } = await browser.get('/admin/api/goods/3/');
    const [first] = stored.images;
    const { status, json } = await browser.send('PATCH', '/admin/api/goods/3/', {
      shop_price: '3.33',
      images: [{ id: first.id, image: first.image }, { image: await upload(browser) }],
    });
    expect(status).toBe(200);
    expect(json.images).toHaveLength(2);
    expect(json.images[0]).toEqual(first);
    expect((await app.get('/goods/3/')).json.shop_price).toBe(3.33);
    const lacking = await browser.send('PATCH', '/admin/api/goods/3/', { images: [{}] });
    expect(lacking.json).toEqual({ images: [{ image: ['This field is required.'] }] });
  });

  it('is not overwritten by who has not seen what somebody else made of it', async () => {
    const [one, other] = [await administrator(app), await administrator(app)];
    const seen = await one.get('/admin/api/goods/4/');
    const version = { 'If-Match': seen.headers.get('etag')! };
    const quick = await other.send('PATCH', '/admin/api/goods/4/', { name: '新名' }, version);
    expect(quick.status).toBe(200);
    const late = await one.send('PATCH', '/admin/api/goods/4/', { name: '旧名' }, version);
    expect(late.status).toBe(412);
    expect(late.json).toMatchObject({ detail: expect.any(String), current: { name: '新名' } });
    const again = { 'If-Match': quick.headers.get('etag')! };
    const { status } = await one.send('PATCH', '/admin/api/goods/4/', { name: '定名' }, again);
    expect(status).toBe(200);
  });

  it('is not overwritten from a list either, as far as the list can overwrite it', async () => {
    const [one, other] = [await administrator(app), await administrator(app)];
    const path = '/admin/api/goods/7/';
    const row = async () =>
      (await one.get('/admin/api/goods/?page_size=200')).json.results.find(
        ({ id }: { id: number }) => id === 7,
      );
    const seen = { 'If-Match': (await row())[VERSION] };
    // What the list cannot change may be another one.
    await other.send('PATCH', path, { brief: '别的简介' });
    const first = await one.send('PATCH', path, { shop_price: '7.10' }, seen);
    expect([first.status, first.json.brief]).toEqual([200, '别的简介']);
    const late = await one.send('PATCH', path, { shop_price: '7.20' }, seen);
    expect(late.status).toBe(412);
    expect(late.json).toMatchObject({
      detail: expect.any(String),
      current: { shop_price: '7.10' },
    });
    const again = { 'If-Match': (await row())[VERSION] };
    expect((await one.send('PATCH', path, { shop_price: '7.20' }, again)).status).toBe(200);
  });

  it('keeps what is only shown, and what is only for a new one', async () => {
    const browser = await administrator(app);
    const { json } = await browser.send('PATCH', '/admin/api/goods/6/', {
      stock: 9999,
      click_count: 9999,
    });
    expect(json).toMatchObject({ stock: 106, click_count: 60 });
  });

  it('is deleted, and gone for shoppers', async () => {
    const browser = await administrator(app);
    expect((await browser.send('DELETE', '/admin/api/goods/5/')).status).toBe(204);
    expect((await app.get('/goods/5/')).status).toBe(404);
    expect((await browser.get('/admin/api/goods/5/')).status).toBe(404);
  });

  it('is left alone by those who may only look, and by requests without the token', async () => {
    const reader = await clerk(app, 'goods.view_goods');
    expect((await reader.send('PATCH', '/admin/api/goods/7/', { name: 'x' })).status).toBe(403);
    expect((await reader.send('DELETE', '/admin/api/goods/7/')).status).toBe(403);
    expect((await reader.send('POST', '/admin/api/goods/', {})).status).toBe(403);
    const browser = await administrator(app);
    const forged = await browser.send('DELETE', '/admin/api/goods/7/', undefined, {
      'X-CSRFToken': 'forged',
    });
    expect(forged.status).toBe(403);
  });
});
