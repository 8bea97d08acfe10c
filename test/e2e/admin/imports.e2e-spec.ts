import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ModelAdmin } from '../../../src/admin/model-admin.js';
import { AdminTasks } from '../../../src/admin/tasks/admin-tasks.js';
import { AppModule } from '../../../src/app.module.js';
import { createApplication } from '../../../src/application.js';
import {
  Brand,
  CategoryLevel,
  Goods,
  GoodsCategory,
  HotSearchWord,
} from '../../../src/goods/entities/index.js';
import { CatalogueImportService } from '../../../src/goods/import/catalogue-import.service.js';
import { MENU } from '../../../src/menu.js';
import { administrator, clerk, type Clerk } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const settings = testSettings({ THROTTLE_LOGIN: '10000/minute' });

describe('a file of goods', () => {
  const app = testApp(settings, { seed: seedCatalogue });

  const ROWS = {
    goods: [
      {
        sn: 'NEW1',
        name: '进口新品',
        category: 'c010',
        shop_price: '12.50',
        market_price: '20.00',
        stock: 5,
        front_image: 'goods/new.jpg',
      },
      {
        sn: 'NEW2',
        name: '没有分类',
        category: 'nowhere',
        shop_price: '1.00',
        market_price: '1.00',
        stock: 1,
        front_image: 'goods/x.jpg',
      },
    ],
  };

  async function send(browser: Clerk, text: string, query = '', name = 'goods.json') {
    const body = new FormData();
    body.append('file', new Blob([text]), name);
    return browser.send('POST', `/admin/api/goods/import/${query}`, body);
  }

  async function ended(browser: Clerk, task: string) {
    const path = `/admin/api/tasks/${task}/`;
    const isOver = async () => ['done', 'failed'].includes((await browser.get(path)).json.state);
    await until(isOver, 15_000);
    return (await browser.get(path)).json;
  }

  const isThere = (sn: string) => app.dataSource.manager.existsBy(Goods, { sn });

  it('is tried without keeping anything, then read, with what is wrong told by row', async () => {
    const browser = await administrator(app);
    const tried = await send(browser, JSON.stringify(ROWS), '?dry_run=1');
    expect(tried.status).toBe(202);
    const check = await ended(browser, tried.json.task);
    expect(check).toMatchObject({ state: 'done', errors: [{ row: 2 }] });
    expect(check.errors[0].message).toContain('nowhere');
    expect(check.message).toBe('Only looked at: 2 rows, 1 of them would be left out.');
    expect(await isThere('NEW1')).toBe(false);
    const read = await ended(browser, (await send(browser, JSON.stringify(ROWS))).json.task);
    expect(read).toMatchObject({ state: 'done', errors: [{ row: 2 }] });
    expect(await isThere('NEW1')).toBe(true);
    expect((await app.get('/goods/?ordering=-add_time')).json.results[0].name).toBe('进口新品');
    const { json } = await browser.get('/admin/api/history/');
    expect(json.results[0]).toMatchObject({ action: 'import', object_label: 'goods.json' });
  });

  it('lets others write while it is tried, and may refer to what it has not stored', async () => {
    const browser = await administrator(app);
    const [row] = ROWS.goods;
    const file = {
      categories: [
        { code: 'tried', name: '试导入' },
        { code: 'below', name: '下级', parent: 'tried' },
      ],
      brands: [{ category: 'below', name: '试品牌', image: 'b.png' }],
      goods: [{ ...row, sn: 'TRIED', category: 'below' }],
      banners: [
        { goods: 'TRIED', image: 'x.png' },
        { goods: 'NOWHERE', image: 'x.png' },
      ],
      index_ads: [{ category: 'tried', goods: 'TRIED' }],
    };
    const importer = app.nest.get(CatalogueImportService, { strict: false });
    const { importFile } = importer;
    let written: Promise<{ status: number }> | undefined;
    vi.spyOn(importer, 'importFile').mockImplementation(async (...sent) => {
      const summary = await importFile.apply(importer, sent);
      // The task is still under way; on SQLite there is one writer at a time.
      written = browser.send('PATCH', '/admin/api/goods/4/', { brief: '同时' });
      expect((await written).status).toBe(200);
      return summary;
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const begun = await send(browser, JSON.stringify(file), '?dry_run=1');
    const tried = await ended(browser, begun.json.task);
    expect(tried).toMatchObject({ state: 'done', errors: [{ row: 2 }] });
    expect(tried.errors[0].message).toContain('NOWHERE');
    expect(written).toBeDefined();
    expect(await isThere('TRIED')).toBe(false);
    const { manager } = app.dataSource;
    expect(await manager.existsBy(GoodsCategory, { code: 'tried' })).toBe(false);
    expect(await manager.existsBy(Brand, { name: '试品牌' })).toBe(false);
  });

  it('is one that was exported for it, whatever a spreadsheet would make of its texts', async () => {
    const browser = await administrator(app);
    const named = (name: string) =>
      app.unitOfWork.run(({ manager }) => manager.update(Goods, { id: 3 }, { name }));
    await named("'=SUM(1)");
    const exported = await browser.get('/admin/api/goods/export/?as=import');
    expect(exported.headers.get('content-disposition')).toContain('.csv');
    expect(exported.text).toContain("''=SUM(1)");
    await named('another');
    const read = await ended(browser, (await send(browser, exported.text, '', 'g.csv')).json.task);
    expect(read).toMatchObject({ state: 'done', errors: [] });
    const { name, stock } = await app.dataSource.manager.findOneByOrFail(Goods, { id: 3 });
    expect([name, stock]).toEqual(["'=SUM(1)", 103]);
    expect((await browser.get('/admin/api/brands/export/?as=import')).status).toBe(404);
  });

  it('is read once for a request that is repeated with its key, and tried under a key of its own', async () => {
    const browser = await administrator(app);
    const text = `sn,name\n${'没有,东西\n'.repeat(20_000)}`;
    const begin = (key: string, query = '') => {
      const body = new FormData();
      body.append('file', new Blob([text]), 'goods.csv');
      const path = `/admin/api/goods/import/${query}`;
      return browser.send('POST', path, body, { 'Idempotency-Key': key });
    };
    const answers = await Promise.all([1, 2, 3].map(() => begin('file')));
    const [first] = answers;
    expect(answers.map(({ status, json }) => [status, json])).toEqual(
      Array.from({ length: 3 }, () => [202, first!.json]),
    );
    expect((await begin('file', '?dry_run=1')).status).toBe(422);
    expect((await begin('trial', '?dry_run=1')).status).toBe(202);
  });

  it('may hold categories in their order', async () => {
    const browser = await administrator(app);
    const csv = 'code,name,parent,position\nlater,后来的,,7\nsooner,先来的,,\n';
    const task = await ended(browser, (await send(browser, csv, '', 'categories.csv')).json.task);
    expect(task).toMatchObject({ state: 'done', errors: [] });
    const { manager } = app.dataSource;
    expect(await manager.findOneBy(GoodsCategory, { code: 'later' })).toMatchObject({
      position: 7,
    });
    expect(await manager.findOneBy(GoodsCategory, { code: 'sooner' })).toMatchObject({
      position: 0,
    });
  });

  it('of categories is one that was exported, changed and is read again', async () => {
    const browser = await administrator(app);
    const { manager } = app.dataSource;
    const stored = () => manager.find(GoodsCategory, { order: { id: 'ASC' } });
    const before = await stored();
    const path = '/admin/api/categories/';
    const { text } = await browser.get(`${path}export/?as=import`);
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head).toBe('code,name,description,parent,position,is_tab,is_index_series');
    expect(rows).toHaveLength(before.length);
    const importing = async (file: string) => {
      const body = new FormData();
      body.append('file', new Blob([file]), 'categories.csv');
      const { status, json } = await browser.send('POST', `${path}import/`, body);
      expect(status).toBe(202);
      return ended(browser, json.task);
    };
    expect(await importing(text)).toMatchObject({ state: 'done', errors: [] });
    expect(await stored()).toEqual(before);
    // One from the third level, with its new name, to the top.
    const one = before.find(({ level }) => level === CategoryLevel.Third)!;
    const moved = `${one.code},Renamed,,,5,true,false`;
    expect(await importing([head, moved].join('\r\n'))).toMatchObject({ errors: [] });
    expect(await manager.findOneByOrFail(GoodsCategory, { id: one.id })).toMatchObject({
      name: 'Renamed',
      description: one.description,
      level: CategoryLevel.Top,
      parentId: null,
      position: 5,
      isTab: true,
    });
  });

  it('is told of on the way, and at last by its end', async () => {
    const browser = await administrator(app);
    const tasks = app.nest.get(AdminTasks, { strict: false });
    const { update, finish } = tasks;
    let telling = 0;
    let told = 0;
    let tellingAtTheEnd = -1;
    vi.spyOn(tasks, 'update').mockImplementation(async (...progress) => {
      telling += 1;
      await update.apply(tasks, progress).finally(() => (telling -= 1));
      told += 1;
    });
    vi.spyOn(tasks, 'finish').mockImplementation((...end) => {
      tellingAtTheEnd = telling;
      return finish.apply(tasks, end);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const task = await ended(browser, (await send(browser, JSON.stringify(ROWS))).json.task);
    expect(task).toMatchObject({ state: 'done', done: 2, total: 2 });
    expect(told).toBeGreaterThan(0);
    expect(tellingAtTheEnd).toBe(0);
  });

  it('changes only what whoever sends it may add and change', async () => {
    const own = ['view', 'add', 'change'].map((action) => `goods.${action}_goods`);
    const file = JSON.stringify({
      categories: [{ code: 'smuggled', name: '夹带' }],
      goods: [{ ...ROWS.goods[0], sn: 'OWN1' }],
      hot_searches: [{ keywords: '夹带' }],
    });
    const { manager } = app.dataSource;
    const browser = await clerk(app, ...own);
    const task = await ended(browser, (await send(browser, file)).json.task);
    expect(task).toMatchObject({ state: 'done', total: 3, errors: [{ row: 1 }, { row: 1 }] });
    expect(task.errors[0].message).toContain('needs the right');
    expect(await isThere('OWN1')).toBe(true);
    expect(await manager.existsBy(GoodsCategory, { code: 'smuggled' })).toBe(false);
    expect(await manager.existsBy(HotSearchWord, { keywords: '夹带' })).toBe(false);
    const rights = ['goods.add_goodscategory', 'goods.change_goodscategory'];
    const other = await clerk(app, ...own, ...rights);
    await ended(other, (await send(other, file)).json.task);
    expect(await manager.existsBy(GoodsCategory, { code: 'smuggled' })).toBe(true);
  });

  it('that is none is refused as a whole, and staff need both rights', async () => {
    const browser = await administrator(app);
    const task = await ended(browser, (await send(browser, 'no json')).json.task);
    expect(task.state).toBe('failed');
    const other = await ended(browser, (await send(browser, '{}', '', 'goods.txt')).json.task);
    expect(other).toMatchObject({ state: 'failed', message: expect.stringContaining('.json') });
    const half = await clerk(app, 'goods.view_goods', 'goods.add_goods');
    expect((await send(half, '{}')).status).toBe(403);
    const brands = await browser.send('POST', '/admin/api/brands/import/', new FormData());
    expect(brands.status).toBe(404);
  });
});

describe('a declaration', () => {
  it('that names what its entity has not stops the start', async () => {
    class Misspelt extends ModelAdmin(Brand, {
      name: 'misspelt',
      label: 'Misspelt',
      group: MENU.shop,
      title: 'name',
      list: ['nmae' as 'name'],
    }) {}
    const root = {
      module: class Mistake {},
      imports: [AppModule.forRoot(settings)],
      providers: [Misspelt],
    };
    await expect(createApplication(settings, root)).rejects.toThrow(
      /misspelt: Brand has no property "nmae"/,
    );
  });
});
