import { Writable } from 'node:stream';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importCommand } from '../../src/cli/import-command.js';
import { generateCatalogue } from '../../src/cli/generated-catalogue.js';
import { DemoService } from '../../src/demo/demo.service.js';
import { CatalogueEvents } from '../../src/goods/catalogue-events.js';
import {
  Banner,
  Brand,
  CATALOGUE_ENTITIES,
  Goods,
  GoodsCategory,
  GoodsImage,
  HotSearchWord,
  IndexAd,
} from '../../src/goods/entities/index.js';
import { CatalogueImportService } from '../../src/goods/import/catalogue-import.service.js';
import { formatRowError, type ImportProgress } from '../../src/goods/import/import-report.js';
import { type TestApp, testApp } from '../support/app.js';
import { importFiles } from '../support/import-file.js';
import { testSettings } from '../support/settings.js';

const write = importFiles();

const CATEGORIES = [
  { code: 'fresh', name: '生鲜', parent: null, is_tab: true, is_index_series: true },
  { code: 'fruit', name: '水果', parent: 'fresh' },
  { code: 'apple', name: '苹果', parent: 'fruit' },
];

const APPLE = {
  sn: 'F1001',
  name: '红富士苹果',
  category: 'apple',
  brief: '脆甜多汁',
  description: '<p>昼夜温差大</p><script>alert(1)</script>',
  market_price: 45,
  shop_price: '39.90',
  stock: 80,
  sold_num: 7,
  is_new: true,
  is_hot: true,
  ship_free: false,
  front_image: 'goods/images/F1001-1.svg',
  images: ['goods/images/F1001-1.svg', 'goods/images/F1001-2.svg'],
  add_time: '2026-03-01T09:30:00+08:00',
};

/** Only what every goods row must say. */
function plain(sn: string, more: object = {}) {
  const { name, category, market_price, shop_price, front_image } = APPLE;
  return { sn, name, category, market_price, shop_price, front_image, ...more };
}

const SHOP = {
  categories: CATEGORIES,
  brands: [{ category: 'fresh', name: '云岭果园', description: '', image: 'brands/yunling.svg' }],
  goods: [APPLE, plain('F1002', { name: '库尔勒香梨' })],
  banners: [{ goods: 'F1001', image: 'banner/apple.svg', position: 1 }],
  index_ads: [{ category: 'fresh', goods: 'F1002' }],
  hot_searches: [{ keywords: '苹果', position: 1 }],
};

async function importing(app: TestApp, content: object | string, extension = 'json') {
  const errors: string[] = [];
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const summary = await app.nest.get(CatalogueImportService).importFile(write(text, extension), {
    onRowError: (error) => errors.push(formatRowError(error)),
  });
  return { summary, errors };
}

/** Every row of the catalogue's tables, as it is stored. */
async function everything({ dataSource }: TestApp): Promise<object> {
  const tables = CATALOGUE_ENTITIES.map(async (entity) => [
    entity.name,
    await dataSource.query(`SELECT * FROM ${dataSource.getMetadata(entity).tableName}`),
  ]);
  return Object.fromEntries((await Promise.all(tables)) as [string, object[]][]);
}

async function goodsBySn({ dataSource }: TestApp, sn: string): Promise<Goods> {
  return dataSource.manager.findOneOrFail(Goods, {
    where: { sn },
    relations: { category: true, images: true },
    order: { images: { id: 'ASC' } },
  });
}

describe('a catalogue import', () => {
  const app = testApp(testSettings());

  beforeEach(async () => {
    await app.unitOfWork.run(async ({ manager }) => {
      for (const entity of [GoodsCategory, HotSearchWord]) {
        await manager.createQueryBuilder().delete().from(entity).execute();
      }
    });
  });

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('that is only tried says what an import would do, and stores nothing', async () => {
    const trying = async (content: object) => {
      const before = await everything(app);
      const errors: string[] = [];
      const summary = await app.nest
        .get(CatalogueImportService)
        .importFile(write(JSON.stringify(content), 'json'), {
          isTrial: true,
          onRowError: (error) => errors.push(formatRowError(error)),
        });
      expect(await everything(app)).toEqual(before);
      return { errors, sections: summary.sections };
    };
    const broken = {
      ...SHOP,
      categories: [...CATEGORIES, { code: 'lost', name: '无上级', parent: 'nowhere' }],
      goods: [...SHOP.goods, plain('F1003', { category: 'lost' })],
      banners: [...SHOP.banners, { goods: 'F1003', image: 'banner/x.svg' }],
    };
    for (const content of [SHOP, broken, SHOP, { ...SHOP, goods: [{ ...APPLE, stock: 3 }] }]) {
      const tried = await trying(content);
      const { errors, summary } = await importing(app, content);
      expect(tried).toEqual({ errors, sections: summary.sections });
    }
  });

  it('stores every section', async () => {
    const { summary, errors } = await importing(app, SHOP);
    expect(errors).toEqual([]);
    expect(summary).toMatchObject({ created: 9, updated: 0, unchanged: 0, failed: 0, rows: 9 });

    const apple = await goodsBySn(app, 'F1001');
    expect(apple).toMatchObject({
      name: '红富士苹果',
      brief: '脆甜多汁',
      description: '<p>昼夜温差大</p>',
      marketPriceCents: 4500,
      shopPriceCents: 3990,
      stock: 80,
      soldCount: 7,
      isNew: true,
      isHot: true,
      isShipFree: false,
      frontImage: 'goods/images/F1001-1.svg',
      createdAt: new Date('2026-03-01T01:30:00Z'),
      category: { code: 'apple', level: 3 },
    });
    expect(apple.images.map(({ image }) => image)).toEqual(APPLE.images);
    const { manager } = app.dataSource;
    expect(await manager.findOneBy(Brand, {})).toMatchObject({ name: '云岭果园' });
    expect(await manager.findOneBy(Banner, {})).toMatchObject({ goodsId: apple.id, position: 1 });
    expect(await manager.findOneBy(IndexAd, {})).not.toBeNull();
    expect(await manager.findOneBy(HotSearchWord, {})).toMatchObject({ keywords: '苹果' });
  });

  it('gives new goods that say little sensible defaults', async () => {
    await importing(app, SHOP);
    const pear = await goodsBySn(app, 'F1002');
    expect(pear).toMatchObject({
      brief: '',
      description: '',
      stock: 0,
      soldCount: 0,
      isNew: false,
    });
    expect(pear).toMatchObject({ isHot: false, isShipFree: true, clickCount: 0 });
    expect(pear.images.map(({ image }) => image)).toEqual([pear.frontImage]);
  });

  it('changes nothing the second time', async () => {
    await importing(app, SHOP);
    const before = await everything(app);
    const changed = vi.spyOn(app.nest.get(CatalogueEvents), 'changed');
    const { summary } = await importing(app, SHOP);
    expect(summary).toMatchObject({ created: 0, updated: 0, unchanged: 9, failed: 0 });
    expect(await everything(app)).toEqual(before);
    expect(changed).not.toHaveBeenCalled();
  });

  it('updates what the file gives and keeps the rest', async () => {
    await importing(app, SHOP);
    const before = await goodsBySn(app, 'F1001');
    await app.unitOfWork.run(({ manager }) =>
      manager.update(Goods, before.id, { stock: 3, soldCount: 84, clickCount: 500 }),
    );
    const { summary } = await importing(app, {
      goods: [plain('F1001', { name: '新红富士', shop_price: '35' })],
    });
    expect(summary.sections.goods).toMatchObject({ created: 0, updated: 1, unchanged: 0 });
    const after = await goodsBySn(app, 'F1001');
    expect(after).toMatchObject({ name: '新红富士', shopPriceCents: 3500 });
    const { id, brief, description, createdAt, isNew, isHot, isShipFree, images } = before;
    expect(after).toMatchObject({ id, brief, description, createdAt, isNew, isHot, isShipFree });
    expect(after).toMatchObject({ stock: 3, soldCount: 84, clickCount: 500 });
    expect(after.images).toEqual(images);
  });

  it('updates rows that give different fields side by side', async () => {
    await importing(app, SHOP);
    await importing(app, {
      goods: [
        plain('F1001', { stock: 5 }),
        plain('F1002', { is_hot: true }),
        plain('F1003', { stock: 9 }),
      ],
    });
    expect(await goodsBySn(app, 'F1001')).toMatchObject({ stock: 5, isHot: true });
    expect(await goodsBySn(app, 'F1002')).toMatchObject({ stock: 0, isHot: true });
    expect(await goodsBySn(app, 'F1003')).toMatchObject({ stock: 9, isHot: false });
  });

  it('replaces the pictures when the list is another one', async () => {
    await importing(app, SHOP);
    const images = ['goods/images/F1001-2.svg', 'goods/images/F1001-3.svg'];
    const { summary } = await importing(app, { goods: [{ ...APPLE, images }] });
    expect(summary.updated).toBe(1);
    const { images: stored } = await goodsBySn(app, 'F1001');
    expect(stored.map(({ image }) => image)).toEqual(images);
    expect(await app.dataSource.manager.count(GoodsImage)).toBe(3);
  });

  it('updates brands, banners and words in place and deletes none', async () => {
    await importing(app, SHOP);
    const { summary } = await importing(app, {
      brands: [{ category: 'fresh', name: '云岭果园', image: 'brands/new.svg' }],
      banners: [{ goods: 'F1001', image: 'banner/new.svg' }],
      hot_searches: [{ keywords: '苹果', position: 9 }, { keywords: '梨' }],
    });
    expect(summary).toMatchObject({ created: 1, updated: 3 });
    const { manager } = app.dataSource;
    expect(await manager.find(Brand)).toMatchObject([{ image: 'brands/new.svg' }]);
    expect(await manager.find(Banner)).toMatchObject([{ image: 'banner/new.svg', position: 1 }]);
    expect(await manager.find(HotSearchWord, { order: { id: 'ASC' } })).toMatchObject([
      { keywords: '苹果', position: 9 },
      { keywords: '梨', position: 0 },
    ]);
  });

  it('recognises keys exactly, whatever the collation of the database', async () => {
    const words = ['🍎', '🍐', 'Pêche', 'Peche', 'peche', 'ｐｅｃｈｅ', 'straße', 'strasse'];
    const shop = {
      ...SHOP,
      goods: [...SHOP.goods, plain('K1'), plain('k1')],
      hot_searches: words.map((keywords) => ({ keywords })),
    };
    const first = await importing(app, shop);
    expect(first.errors).toEqual([]);
    const found = await app.dataSource.manager.find(HotSearchWord, { order: { id: 'ASC' } });
    expect(found.map(({ keywords }) => keywords)).toEqual(words);
    expect(await app.dataSource.manager.count(Goods)).toBe(4);
    const second = await importing(app, shop);
    expect(second.errors).toEqual([]);
    expect(second.summary).toMatchObject({ created: 0, updated: 0 });
  });

  it('leaves bad rows out, says why, and stores the good ones', async () => {
    const { summary, errors } = await importing(app, {
      categories: [...CATEGORIES, { code: 'pear', name: '梨', parent: 'nowhere' }],
      brands: [{ category: 'nowhere', name: '某某', image: 'brands/x.svg' }],
      goods: [
        plain('A1'),
        plain('A2', { shop_price: 12.345 }),
        plain('A3', { category: 'nowhere' }),
        plain('A4', { stock: -1 }),
        plain('A5', { name: '果'.repeat(101) }),
        plain('A6', { description: '果'.repeat(20_001) }),
        plain('A1', { name: '再来一次' }),
        plain('A7', { images: ['a.svg', '../b.svg'] }),
        plain('A8', { colour: 'red' }),
        { sn: 'A9' },
        'A10',
        plain('A11'),
      ],
      banners: [{ goods: 'A99', image: 'banner/x.svg' }],
    });
    expect(errors).toEqual([
      'categories row 4 (code pear): parent: unknown category "nowhere"',
      'brands row 1 (brand nowhere 某某): category: unknown category "nowhere"',
      'goods row 2 (sn A2): shop_price: must be a price in yuan from 0 to 21474836.47 with at most two decimals, such as 12.50',
      'goods row 4 (sn A4): stock: must be a whole number from 0 to 2147483647',
      'goods row 5 (sn A5): name: is longer than 100 characters',
      'goods row 6 (sn A6): description: is longer than 60000 bytes',
      'goods row 7 (sn A1): comes twice, first in row 1',
      'goods row 8 (sn A7): images.1: must be a path below the media folder, such as goods/images/F1001-1.jpg',
      'goods row 9 (sn A8): colour: unknown field',
      'goods row 10 (sn A9): name: is required',
      'goods row 10 (sn A9): category: is required',
      'goods row 10 (sn A9): market_price: is required',
      'goods row 10 (sn A9): shop_price: is required',
      'goods row 10 (sn A9): front_image: is required',
      'goods row 11: must be an object',
      'goods row 3 (sn A3): category: unknown category "nowhere"',
      'banners row 1 (goods A99): goods: unknown goods "A99"',
    ]);
    expect(summary).toMatchObject({ created: 5, failed: 13, rows: 18 });
    const stored = await app.dataSource.manager.find(Goods, { order: { sn: 'ASC' } });
    expect(stored.map(({ sn, name }) => [sn, name])).toEqual([
      ['A1', APPLE.name],
      ['A11', APPLE.name],
    ]);
  });

  it('moves a category with everything below it', async () => {
    await importing(app, { categories: CATEGORIES });
    await importing(app, { categories: [{ code: 'fruit', name: '水果', parent: null }] });
    const categories = await app.dataSource.manager.find(GoodsCategory, { order: { id: 'ASC' } });
    expect(categories.map(({ code, level }) => [code, level])).toEqual([
      ['fresh', 1],
      ['fruit', 1],
      ['apple', 2],
    ]);
  });

  it('leaves a category where it is when the file does not say', async () => {
    await importing(app, { categories: CATEGORIES });
    await importing(app, { categories: [{ code: 'apple', name: '苹果和梨' }] });
    const apple = await app.dataSource.manager.findOneOrFail(GoodsCategory, {
      where: { code: 'apple' },
      relations: { parent: true },
    });
    expect(apple).toMatchObject({ name: '苹果和梨', level: 3, parent: { code: 'fruit' } });
  });

  it('takes categories and goods from CSV files', async () => {
    const first = await importing(
      app,
      '\ufeffcode,name,parent,is_tab\r\napple,苹果,fruit,0\r\nfresh,生鲜,,1\r\nfruit,水果,fresh,\r\n',
      'csv',
    );
    expect(first.errors).toEqual([]);
    const second = await importing(
      app,
      'sn,name,category,brief,market_price,shop_price,stock,front_image,images\r\n' +
        'F1,红富士苹果,apple,"脆，\r\n甜",45,39.9,,a.svg,a.svg|b.svg\r\n' +
        'F2,香梨,pear,,45,39.9,1,a.svg,\r\n',
      'csv',
    );
    expect(second.errors).toEqual(['goods row 3 (sn F2): category: unknown category "pear"']);
    const apple = await goodsBySn(app, 'F1');
    expect(apple).toMatchObject({
      brief: '脆，\r\n甜',
      shopPriceCents: 3990,
      category: { level: 3 },
    });
    expect(apple.images.map(({ image }) => image)).toEqual(['a.svg', 'b.svg']);
  });

  it('shows at once in answers that were cached', async () => {
    await importing(app, SHOP);
    const names = async () =>
      (await app.get('/goods/')).json.results.map(({ name }: { name: string }) => name);
    expect(await names()).toContain('库尔勒香梨');
    await importing(app, { goods: [plain('F1002', { name: '砀山酥梨' })] });
    expect(await names()).toContain('砀山酥梨');
    expect(await names()).not.toContain('库尔勒香梨');
  });

  it('is found by search, by its new words only', async () => {
    await importing(app, SHOP);
    const found = async (word: string) =>
      (await app.get(`/goods/?search=${encodeURIComponent(word)}`)).json.count as number;
    expect(await found('香梨')).toBe(1);
    await importing(app, { goods: [plain('F1002', { name: '砀山酥梨' })] });
    expect(await found('香梨')).toBe(0);
    expect(await found('酥梨')).toBe(1);
  });

  it('stores thousands of goods in batches and reports its progress', async () => {
    const path = write([...generateCatalogue({ goods: 1_200, seed: 1 })].join(''), 'json');
    const progress: ImportProgress[] = [];
    const summary = await app.nest
      .get(CatalogueImportService)
      .importFile(path, { onProgress: (each) => progress.push(each) });
    expect(summary.sections.goods).toMatchObject({ created: 1_200, failed: 0 });
    expect(await app.dataSource.manager.count(Goods)).toBe(1_200);
    expect(await app.dataSource.manager.count(GoodsImage)).toBe(3_600);
    const rows = progress.map((each) => each.rows);
    expect(rows.length).toBeGreaterThan(3);
    expect(rows).toEqual([...rows].sort((one, other) => one - other));
    expect(progress.at(-1)).toMatchObject({ rows: summary.rows, failed: 0 });
    expect(progress.at(-1)!.bytesRead).toBe(progress.at(-1)!.bytesTotal);
  });

  it('takes descriptions of full size, batch by batch', async () => {
    const description = `<p>${'果'.repeat(19_990)}</p>`;
    const goods = Array.from({ length: 120 }, (_, i) => plain(`L${i}`, { description }));
    const { summary, errors } = await importing(app, { categories: CATEGORIES, goods });
    expect(errors).toEqual([]);
    expect(summary.created).toBe(123);
  });

  it('keeps the batches before the place where a file breaks', async () => {
    const rows = Array.from({ length: 3_000 }, (_, i) => JSON.stringify(plain(`B${i}`)));
    const torn = `{"categories":${JSON.stringify(CATEGORIES)},"goods":[${rows.join(',')},{"sn":`;
    await expect(importing(app, torn)).rejects.toMatchObject({
      name: 'CatalogueFileError',
      message: expect.stringMatching(/^after about \d+ rows: /),
    });
    const stored = await app.dataSource.manager.count(Goods);
    expect(stored).toBeGreaterThan(0);
    expect(stored % 500).toBe(0);
  });

  it('stores everything once when two run at the same time', async () => {
    await Promise.all([importing(app, SHOP), importing(app, SHOP)]);
    const { manager } = app.dataSource;
    expect(await manager.count(GoodsCategory)).toBe(3);
    expect(await manager.count(Goods)).toBe(2);
    expect(await manager.count(HotSearchWord)).toBe(1);
  });
});

describe('the demo shop', () => {
  const settings = testSettings({ DEMO_DATA: 'on' });
  const app = testApp(settings);

  it('is not left half loaded, and loaded at the next start', async () => {
    const events = app.nest.get(CatalogueEvents);
    let batches = 0;
    const changed = vi.spyOn(events, 'changed').mockImplementation(() => {
      batches += 1;
      if (batches === 4) throw new Error('power cut');
    });
    await expect(app.nest.get(DemoService).loadIfEmpty()).rejects.toThrow('power cut');
    changed.mockRestore();
    expect(await app.dataSource.manager.count(GoodsCategory)).toBe(0);

    expect(await app.nest.get(DemoService).loadIfEmpty()).toBe(true);
    expect(await app.dataSource.manager.count(Goods)).toBeGreaterThan(250);
  });

  it('is loaded once', async () => {
    await app.nest.get(DemoService).loadIfEmpty();
    expect(await app.nest.get(DemoService).loadIfEmpty()).toBe(false);
  });

  it('fills the home page', async () => {
    await app.nest.get(DemoService).loadIfEmpty();
    const series = (await app.get('/indexgoods/')).json as {
      brands: object[];
      goods: object[];
      ad_goods: { id?: number };
    }[];
    expect(series.length).toBeGreaterThanOrEqual(2);
    for (const { brands, goods, ad_goods: advertised } of series) {
      expect(brands.length).toBeGreaterThan(0);
      expect(goods.length).toBeGreaterThan(0);
      expect(advertised.id).toEqual(expect.any(Number));
    }
    expect((await app.get('/banners/')).json).toHaveLength(4);
  });

  it('serves the pictures it names', async () => {
    await app.nest.get(DemoService).loadIfEmpty();
    const images = await app.dataSource.manager.find(GoodsImage);
    const missing = images.filter(({ image }) => !existsSync(join(settings.mediaRoot, image)));
    expect(missing).toEqual([]);
    const answer = await app.get(`/media/${images[0]!.image}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
  });
});

describe('the demo shop where it is not wanted', () => {
  const app = testApp(testSettings({ DEMO_DATA: 'off' }));

  it('is not loaded', async () => {
    expect(await app.nest.get(DemoService).loadIfEmpty()).toBe(false);
    expect(await app.dataSource.manager.count(Goods)).toBe(0);
  });
});

describe('the command catalogue:import', () => {
  const settings = testSettings();

  async function run(...args: string[]) {
    const output = { out: '', err: '' };
    const code = await importCommand(args, () => settings, {
      out: collector((text) => (output.out += text)),
      err: collector((text) => (output.err += text)),
    });
    return { code, ...output };
  }

  it('ends with 0 and a summary when every row is stored', async () => {
    const { code, out } = await run(write(JSON.stringify(SHOP), 'json'));
    expect(code).toBe(0);
    expect(out).toMatch(/goods: +2 created, 0 updated, 0 unchanged, 0 failed/);
    expect(out).toMatch(/9 rows in [\d.]+ s, \d+ rows\/s/);
  });

  it('ends with 1 and the reasons when rows are left out', async () => {
    const { code, err } = await run(
      write(JSON.stringify({ goods: [plain('X', { stock: -1 })] }), 'json'),
    );
    expect(code).toBe(1);
    expect(err).toContain('goods row 1 (sn X): stock: must be a whole number');
  });

  it('ends with 1 when the file cannot be used', async () => {
    const { code, err } = await run('/nowhere/catalogue.json');
    expect(code).toBe(1);
    expect(err).toBe('/nowhere/catalogue.json: no such file\n');
  });

  it('explains itself', async () => {
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('Usage') });
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Usage') });
  });
});

function collector(take: (text: string) => void): NodeJS.WritableStream {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      take(chunk.toString());
      done();
    },
  });
}
