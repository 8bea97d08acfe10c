import { In } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { AdminSite } from '../../../src/admin/admin-site.js';
import { AdminTask } from '../../../src/admin/tasks/admin-task.entity.js';
import { AdminUpload } from '../../../src/admin/uploads/admin-upload.entities.js';
import { AdminUploadsSweep } from '../../../src/admin/uploads/admin-uploads-sweep.js';
import {
  CategoryVisits,
  Goods,
  GoodsCategory,
  GoodsImage,
  HotSearchWord,
} from '../../../src/goods/entities/index.js';
import { IdempotencyKey } from '../../../src/infrastructure/idempotency/idempotency-key.entity.js';
import { administrator, clerk, type Clerk } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { greyPng } from '../../support/pictures.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }), { seed: seedCatalogue });

async function upload(browser: Clerk): Promise<string> {
  const body = new FormData();
  body.append('file', new Blob([await greyPng(4, 4)]), 'picture.png');
  return (await browser.send('POST', '/admin/api/uploads/', body)).json.path as string;
}

/** A category without goods. */
async function newCategory(browser: Clerk, code: string): Promise<number> {
  const body = { name: code, code, parent: 1 };
  const { status, json } = await browser.send('POST', '/admin/api/categories/', body);
  expect([status, json]).toEqual([201, expect.anything()]);
  return json.id as number;
}

describe('the history', () => {
  it('tells who changed what from what to what, of one object and of all', async () => {
    const browser = await administrator(app);
    await browser.send('PATCH', '/admin/api/goods/8/', { shop_price: '9.99', category: 11 });
    const { json } = await browser.get('/admin/api/goods/8/history/');
    expect(json.results[0]).toMatchObject({
      user: { id: browser.user.id, label: browser.user.username },
      action: 'change',
      object_label: '云南水果 8号 500G',
      changes: [
        { field: 'category', label: 'Category', from: '分类18', to: '分类11' },
        { field: 'shop_price', label: 'Price', from: '8.05', to: '9.99' },
      ],
    });
    const recent = await browser.get('/admin/api/history/');
    expect(recent.json.results[0]).toMatchObject({ resource: 'goods', object_id: 8 });
    const other = await clerk(app, 'goods.view_brand');
    expect((await other.get('/admin/api/history/')).json.results).toEqual([]);
    expect((await other.get('/admin/api/goods/8/history/')).status).toBe(403);
  });

  it('has nothing of a change that changes nothing, or that is refused', async () => {
    const browser = await administrator(app);
    await browser.send('PATCH', '/admin/api/goods/9/', { shop_price: '9.00' });
    await browser.send('PATCH', '/admin/api/goods/9/', { shop_price: 'much' });
    expect((await browser.get('/admin/api/goods/9/history/')).json.count).toBe(0);
  });

  it('tells of rows that came, changed and went with their object', async () => {
    const browser = await administrator(app);
    const { json: goods } = await browser.get('/admin/api/goods/10/');
    const [first, second] = goods.images;
    await browser.send('PATCH', '/admin/api/goods/10/', {
      images: [{ id: first.id, image: await upload(browser) }],
    });
    const { json } = await browser.get('/admin/api/goods/10/history/');
    const changes = json.results[0].changes as { from: string | null; to: string | null }[];
    expect(changes).toHaveLength(2);
    expect(changes[0]).toMatchObject({ from: first.image, to: expect.stringContaining('/admin/') });
    expect(changes[1]).toMatchObject({ from: second.image, to: null });
  });
});

describe('deleting', () => {
  it('names before what goes with an object', async () => {
    const browser = await administrator(app);
    const { json } = await browser.get('/admin/api/categories/1/dependants/');
    expect(json.protected).toEqual([]);
    const of = (name: string) =>
      json.dependants.find(({ resource }: { resource: string }) => resource === name);
    expect(of('categories')).toMatchObject({ label: 'Categories', count: 6 });
    expect(of('categories').examples).toHaveLength(5);
    expect(of('goods').count).toBeGreaterThan(5);
    expect(of('brands')).toMatchObject({ count: 2, examples: ['品牌1', '品牌2'] });
    expect(json.forbidden).toEqual([]);
  });

  it('names nothing that somebody may not see, and takes nothing that he may not delete', async () => {
    const boss = await administrator(app);
    const id = await newCategory(boss, 'guarded');
    const below = { name: '下级', code: 'below', parent: id };
    expect((await boss.send('POST', '/admin/api/categories/', below)).status).toBe(201);
    const brand = { name: '护牌', category: id, image: await upload(boss) };
    expect((await boss.send('POST', '/admin/api/brands/', brand)).status).toBe(201);
    const path = `/admin/api/categories/${id}/`;
    const own = ['goods.view_goodscategory', 'goods.delete_goodscategory'];
    const keeper = await clerk(app, ...own);
    const { json } = await keeper.get(`${path}dependants/`);
    expect(json.dependants).toMatchObject([
      { resource: 'categories', count: 1, examples: ['下级'] },
      { resource: 'brands', count: 1, examples: [] },
    ]);
    expect(json.forbidden).toEqual(['Brands']);
    const refused = await keeper.send('DELETE', path);
    expect([refused.status, refused.json.detail]).toEqual([
      403,
      'You may not delete what would go with it: Brands.',
    ]);
    const all = await keeper.send('POST', '/admin/api/categories/actions/delete/', { ids: [id] });
    expect(all.status).toBe(403);
    const other = await clerk(app, ...own, 'goods.delete_brand');
    expect((await other.send('DELETE', path)).status).toBe(204);
  });

  it('names what goes with several objects, as they are chosen or filtered', async () => {
    const browser = await administrator(app);
    const path = '/admin/api/categories/';
    const counts = async (query: string) => {
      const { status, json } = await browser.get(`${path}dependants/?${query}`);
      expect([status, json.protected, json.forbidden]).toEqual([200, [], []]);
      type Told = { resource: string; count: number };
      return new Map(json.dependants.map(({ resource, count }: Told) => [resource, count]));
    };
    const one = (await counts('id=1')).get('goods') as number;
    const other = (await counts('id=2')).get('goods') as number;
    expect((await counts('id=1&id=2')).get('goods')).toBe(one + other);
    const all = await app.dataSource.manager.count(Goods);
    expect((await counts('')).get('goods')).toBe(all);
    expect((await counts('id=999999')).size).toBe(0);
    const { code } = await app.dataSource.manager.findOneByOrFail(GoodsCategory, { id: 1 });
    expect((await counts(`search=${code}`)).get('goods')).toBeGreaterThan(0);
    const stranger = await clerk(app, 'goods.delete_goodscategory');
    expect((await stranger.get(`${path}dependants/?id=1`)).status).toBe(403);
  });

  it('is done once, however many ask for it at the same time', async () => {
    const browser = await administrator(app);
    const id = await newCategory(browser, 'once');
    const path = `/admin/api/categories/${id}/`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => browser.send('DELETE', path)),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.sort()).toEqual([204, 404, 404, 404, 404, 404]);
    const { results } = (await browser.get(`${path}history/`)).json;
    expect(results.map(({ action }: { action: string }) => action)).toEqual(['delete', 'add']);
  });

  it('is not done to what is another one than was seen, at whatever moment it became one', async () => {
    const browser = await administrator(app);
    for (let round = 0; round < 8; round += 1) {
      const path = `/admin/api/categories/${await newCategory(browser, `seen${round}`)}/`;
      const version = { 'If-Match': (await browser.get(path)).headers.get('etag')! };
      const [changed, deleted] = await Promise.all([
        browser.send('PATCH', path, { name: '别的' }, version),
        browser.send('DELETE', path, undefined, version),
      ]);
      expect([
        [200, 412],
        [404, 204],
      ]).toContainEqual([changed.status, deleted.status]);
    }
  });
});

describe('rows to choose from', () => {
  it('are not more than one can choose from, however many are asked for', async () => {
    const browser = await administrator(app);
    const chosen = async (size: string) =>
      (await browser.get(`/admin/api/goods/options/?page_size=${size}`)).json.results.length;
    expect(await chosen('3')).toBe(3);
    for (const size of ['0', '-1', '1.5', 'many', '']) expect(await chosen(size)).toBe(20);
    expect(await chosen('100000')).toBeGreaterThan(20);
  });

  it('are told to those who see them or fill in a form in which they are chosen', async () => {
    const asks = async (resource: string, ...permissions: string[]) =>
      (await (await clerk(app, ...permissions)).get(`/admin/api/${resource}/options/`)).status;
    expect(await asks('users', 'users.view_user')).toBe(200);
    expect(await asks('categories', 'goods.add_goods')).toBe(200);
    expect(await asks('categories', 'goods.view_goods')).toBe(403);
    // Whose address it is, its form only shows.
    expect(await asks('users', 'user-operations.change_address')).toBe(403);
    expect(await asks('users', 'comments.add_commentban')).toBe(200);
    expect(await asks('groups', 'users.change_user')).toBe(200);
  });
});

describe('an action', () => {
  it('deletes the rows that are named, with an entry for each', async () => {
    const browser = await administrator(app);
    const ids = [await newCategory(browser, 'x1'), await newCategory(browser, 'x2')];
    const { status, json } = await browser.send('POST', '/admin/api/categories/actions/delete/', {
      ids,
    });
    expect([status, json.done]).toEqual([200, 2]);
    for (const id of ids) {
      expect((await browser.get(`/admin/api/categories/${id}/`)).status).toBe(404);
      const { json: log } = await browser.get(`/admin/api/categories/${id}/history/`);
      expect(log.results.map(({ action }: { action: string }) => action)).toEqual([
        'delete',
        'add',
      ]);
    }
  });

  it('needs its permission, rows, and to be there', async () => {
    const reader = await clerk(app, 'goods.view_goods', 'goods.change_goods');
    const path = '/admin/api/goods/actions/delete/';
    expect((await reader.send('POST', path, { ids: [1] })).status).toBe(403);
    const browser = await administrator(app);
    expect((await browser.send('POST', path, {})).json).toEqual({
      ids: ['This field is required.'],
    });
    expect((await browser.send('POST', '/admin/api/goods/actions/fly/', {})).status).toBe(404);
  });

  it('on all rows that match is a task that tells how far it is', async () => {
    const browser = await administrator(app);
    const words = Array.from({ length: 210 }, (_, index) => ({
      keywords: `词${index}`,
      position: 7,
      createdAt: new Date(),
    }));
    await app.unitOfWork.run(({ manager }) => manager.insert(HotSearchWord, words));
    const before = await app.dataSource.manager.count(HotSearchWord);
    const begun = await browser.send('POST', '/admin/api/hot-words/actions/delete/', {
      all: true,
      filters: { search: '词' },
    });
    expect(begun.status).toBe(202);
    const path = `/admin/api/tasks/${begun.json.task}/`;
    await until(async () => (await browser.get(path)).json.state === 'done', 50_000);
    expect((await browser.get(path)).json).toMatchObject({ done: 210, total: 210, errors: [] });
    expect(await app.dataSource.manager.count(HotSearchWord)).toBe(before - 210);
    const { results } = (await browser.get('/admin/api/tasks/')).json;
    expect(results).toEqual([
      expect.objectContaining({
        id: begun.json.task,
        resource: 'hot-words',
        action: 'delete',
        state: 'done',
        done: 210,
        errors: [],
      }),
    ]);
    const stranger = await clerk(app, 'goods.view_goods');
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.get('/admin/api/tasks/')).json).toEqual({ results: [] });
  }, 60_000);
});

describe('an action on many rows', () => {
  it('begins once for a request that is repeated with its key, also at the same time', async () => {
    const browser = await administrator(app);
    const words = Array.from({ length: 205 }, (_, index) => ({
      keywords: `重${index}`,
      position: 7,
      createdAt: new Date(),
    }));
    await app.unitOfWork.run(({ manager }) => manager.insert(HotSearchWord, words));
    const body = { all: true, filters: { search: '重' } };
    const begin = (key: string, sent: object = body) =>
      browser.send('POST', '/admin/api/hot-words/actions/delete/', sent, {
        'Idempotency-Key': key,
      });
    const answers = await Promise.all([1, 2, 3].map(() => begin('many')));
    const [first] = answers;
    expect(answers.map(({ status, json }) => [status, json])).toEqual(
      Array.from({ length: 3 }, () => [202, { task: first!.json.task }]),
    );
    const path = `/admin/api/tasks/${first!.json.task}/`;
    await until(async () => (await browser.get(path)).json.state === 'done', 50_000);
    // So few are left that a new request would not become a task.
    const late = await begin('many');
    expect([late.status, late.json]).toEqual([202, first!.json]);
    expect((await begin('many', { ids: [1] })).status).toBe(422);
    const tasks = { userId: browser.user.id, resource: 'hot-words' };
    expect(await app.dataSource.manager.countBy(AdminTask, tasks)).toBe(1);
    const mine = { userId: browser.user.id };
    await app.unitOfWork.run(({ manager }) => manager.delete(IdempotencyKey, mine));
    // The key is forgotten before the task is.
    await app.unitOfWork.run(({ manager }) => manager.insert(HotSearchWord, words));
    expect((await begin('many')).json).toEqual(first!.json);
    expect(await app.dataSource.manager.countBy(AdminTask, tasks)).toBe(1);
  }, 60_000);
});

describe('numbers of a list', () => {
  it('are told for each value of a filter, as the other filters leave it', async () => {
    const browser = await administrator(app);
    const { json } = await browser.get('/admin/api/goods/facets/?is_hot=true&is_new=true');
    const isHot = await app.dataSource.manager.countBy(Goods, { isHot: true, isNew: true });
    expect(json.is_hot).toContainEqual({ value: true, count: isHot });
    expect(json.is_hot).toHaveLength(2);
    expect(json.category.every(({ label }: { label: string }) => label.startsWith('分类'))).toBe(
      true,
    );
  });

  it('are told by year, month and day', async () => {
    const browser = await administrator(app);
    const path = '/admin/api/goods/dates/?created_at_before=2025-01-31';
    const count = await app.dataSource.manager
      .createQueryBuilder(Goods, 'goods')
      .where('goods.createdAt < :end', { end: new Date('2025-01-31T16:00:00Z') })
      .getCount();
    expect((await browser.get(path)).json).toEqual([{ date: '2025', count }]);
    expect((await browser.get(`${path}&year=2025`)).json).toEqual([{ date: '2025-01', count }]);
    expect((await browser.get(`${path}&year=2025&month=1`)).json).toEqual([
      { date: '2025-01-01', count },
    ]);
    expect((await browser.get('/admin/api/brands/dates/')).json).toEqual([]);
  });
});

describe('long lists', () => {
  it('are told apart by a date that has an index', () => {
    const dated = app.nest
      .get(AdminSite)
      .all()
      .filter(({ options }) => options.dates);
    expect(dated.length).toBeGreaterThan(10);
    const slow = dated.filter(({ entity, options: { dates } }) => {
      const { indices } = app.dataSource.getMetadata(entity);
      return !indices.some(({ columns: [first] }) => first?.propertyName === dates);
    });
    expect(slow.map(({ options }) => options.name)).toEqual([]);
  });
});

describe('an export', () => {
  it('has the rows of the list, in the format that is asked for', async () => {
    const browser = await administrator(app);
    const csv = await browser.get('/admin/api/categories/export/?as=csv&level=1');
    expect(csv.headers.get('content-disposition')).toMatch(/filename="categories-[\d-]+\.csv"/);
    const [head, ...lines] = csv.text.replace('\uFEFF', '').trim().split('\r\n');
    expect(head!.split(',').slice(0, 3)).toEqual(['id', 'name', 'code']);
    expect(lines).toHaveLength(3);
    const response = await fetch(`${app.url}/admin/api/goods/export/?as=json`);
    expect(response.status).toBe(401);
    for (const none of ['xml', 'constructor', '__proto__']) {
      expect((await browser.get(`/admin/api/goods/export/?as=${none}`)).status).toBe(404);
    }
  });

  it('runs no formula in a spreadsheet', async () => {
    const browser = await administrator(app);
    const id = await newCategory(browser, '=1+2');
    const { text } = await browser.get('/admin/api/categories/export/?search=%3D1');
    expect(text).toContain(`\r\n${id},'=1+2,'=1+2`);
    await browser.send('DELETE', `/admin/api/categories/${id}/`);
  });
});

describe('pictures that are uploaded', () => {
  it('are taken from those who may send a form in which they could be', async () => {
    const picture = async (...permissions: string[]) => {
      const body = new FormData();
      body.append('file', new Blob([await greyPng(4, 4)]), 'picture.png');
      const browser = await clerk(app, ...permissions);
      return (await browser.send('POST', '/admin/api/uploads/', body)).status;
    };
    expect(await picture('goods.view_goods', 'orders.view_order')).toBe(403);
    expect(await picture('goods.change_brand')).toBe(201);
  });

  it('stay while an object shows them, in a field or a text, and are swept when none does', async () => {
    const browser = await administrator(app);
    const [unused, shown, inText, imported] = [
      await upload(browser),
      await upload(browser),
      await upload(browser),
      await upload(browser),
    ];
    await browser.send('PATCH', '/admin/api/goods/12/', {
      front_image: shown,
      description: `<p><img src="/media/${inText}"></p>`,
    });
    // As an import writes it.
    await app.unitOfWork.run(({ manager }) =>
      manager.insert(GoodsImage, { goodsId: 12, image: imported, createdAt: new Date() }),
    );
    const sweep = app.nest.get(AdminUploadsSweep, { strict: false });
    const tomorrow = Date.now() + 2 * 86_400_000;
    expect(await sweep.sweep(Date.now())).toEqual([]);
    const removed = await sweep.sweep(tomorrow);
    expect(removed).toContain(unused);
    expect(removed).not.toContain(shown);
    expect(removed).not.toContain(inText);
    expect(removed).not.toContain(imported);
    await browser.send('PATCH', '/admin/api/goods/12/', { description: 'none' });
    expect(await sweep.sweep(tomorrow)).toEqual([inText]);
  });

  it('are all swept in one go, however many there are', async () => {
    const browser = await administrator(app);
    const createdAt = new Date(0);
    const uploads = Array.from({ length: 450 }, (_, index) => ({
      path: `admin/1/1970/01/${String(index).padStart(4, '0')}.png`,
      userId: browser.user.id,
      createdAt,
    }));
    // One is shown by what was not written in the back office.
    const [shown] = uploads;
    await app.unitOfWork.run(async ({ manager }) => {
      await manager.insert(AdminUpload, uploads);
      await manager.update(Goods, 13, { frontImage: shown!.path });
    });
    const removed = await app.nest.get(AdminUploadsSweep, { strict: false }).sweep();
    expect(removed).toEqual(uploads.slice(1).map(({ path }) => path));
    expect(await app.dataSource.manager.countBy(AdminUpload, { createdAt })).toBe(1);
  });
});

describe('a category', () => {
  it('tells how often it was visited, which makes it no other version', async () => {
    const browser = await administrator(app);
    const before = await browser.get('/admin/api/categories/2/');
    expect(before.json.visits).toBe(0);
    const day = (daysAgo: number) =>
      new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
    const visits = [1, 5, 90].map((daysAgo) => ({ categoryId: 2, day: day(daysAgo), count: 10 }));
    await app.unitOfWork.run(({ manager }) => manager.insert(CategoryVisits, visits));
    const after = await browser.get('/admin/api/categories/2/');
    expect(after.json.visits).toBe(20);
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
  });
});

describe('a tree', () => {
  it('keeps its levels, and no branch grows out of itself', async () => {
    const browser = await administrator(app);
    const own = await browser.send('PATCH', '/admin/api/categories/1/', { parent: 10 });
    expect(own.status).toBe(400);
    expect(own.json.parent).toEqual([expect.stringContaining('below itself')]);
    const deep = await browser.send('POST', '/admin/api/categories/', {
      name: '四级',
      code: 'deep',
      parent: 10,
    });
    expect(deep.status).toBe(400);
    const id = await newCategory(browser, 'second');
    const { level } = await app.dataSource.manager.findOneByOrFail(GoodsCategory, { id });
    expect(level).toBe(2);
  });

  it('is put in order by hand, which shoppers see', async () => {
    const browser = await administrator(app);
    const items = [
      { id: 2, parent: null, position: 0 },
      { id: 1, parent: null, position: 1 },
    ];
    const { status } = await browser.send('PATCH', '/admin/api/categories/order/', { items });
    expect(status).toBe(204);
    const ids = (await app.get('/categories/')).json.map(({ id }: { id: number }) => id);
    expect(ids.indexOf(2)).toBeLessThan(ids.indexOf(1));
  });

  describe('two of whose branches are moved at the same time', () => {
    const make = async (browser: Clerk, code: string, parent: number | null = null) => {
      const body = { name: code, code, parent };
      return (await browser.send('POST', '/admin/api/categories/', body)).json.id as number;
    };
    const below = (browser: Clerk, id: number, parent: number) =>
      browser.send('PATCH', `/admin/api/categories/${id}/`, { parent });
    const levels = async (...ids: number[]) => {
      const found = await app.dataSource.manager.findBy(GoodsCategory, { id: In(ids) });
      return found.map(({ level }) => level).sort();
    };

    it('has no circle', async () => {
      const browser = await administrator(app);
      for (let round = 0; round < 8; round += 1) {
        const one = await make(browser, `one${round}`);
        const other = await make(browser, `other${round}`);
        const moves = [below(browser, one, other), below(browser, other, one)];
        const statuses = (await Promise.all(moves)).map(({ status }) => status);
        expect(statuses.sort()).toEqual([200, 400]);
        expect(await levels(one, other)).toEqual([1, 2]);
      }
    });

    it('is not too deep', async () => {
      const browser = await administrator(app);
      for (let round = 0; round < 12; round += 1) {
        const top = await make(browser, `top${round}`);
        const second = await make(browser, `second${round}`);
        const third = await make(browser, `third${round}`, second);
        const leaf = await make(browser, `leaf${round}`);
        const moves = [below(browser, second, top), below(browser, leaf, third)];
        const statuses = (await Promise.all(moves)).map(({ status }) => status);
        expect(statuses.sort()).toEqual([200, 400]);
        expect((await levels(top, second, third, leaf)).at(-1)).toBe(3);
      }
    });
  });
});

describe('the stock', () => {
  it('is added to and taken from, never below nothing', async () => {
    const browser = await administrator(app);
    const path = '/admin/api/goods/actions/stock/';
    await browser.send('POST', path, { ids: [13, 14], pieces: 7 });
    expect((await app.get('/goods/13/')).json.goods_num).toBe(120);
    const refused = await browser.send('POST', path, { ids: [15, 13], pieces: -116 });
    expect(refused.status).toBe(400);
    expect(refused.json.non_field_errors[0]).toContain('云南图书 15号');
    expect((await app.get('/goods/13/')).json.goods_num).toBe(120);
    const { json } = await browser.get('/admin/api/goods/13/history/');
    expect(json.results[0]).toMatchObject({
      action: 'stock',
      changes: [{ field: 'stock', from: '113', to: '120' }],
    });
  });
});
