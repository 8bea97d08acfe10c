import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CatalogueEvents } from '../../../src/goods/catalogue-events.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { MeiduoPages } from '../../../src/goods/meiduo/pages/meiduo-pages.js';
import { pagesMeiduoCommand } from '../../../src/cli/pages-meiduo-command.js';
import { testApp } from '../../support/app.js';
import { GOODS_COUNT, seedCatalogue } from '../../support/catalogue.js';
import { outputs } from '../../support/outputs.js';
import { testSettings } from '../../support/settings.js';

const FIXED = ['css/shop-pages.css', 'index.html', 'js/shop-pages.js', 'list.html', 'search.html'];

function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'meiduo-pages-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

describe('the static pages', () => {
  const settings = testSettings({ PUBLIC_URL: 'https://api.example.com/shop' });
  const app = testApp(settings, { seed: seedCatalogue });
  const directory = folder();
  const target = folder();
  const write = () => app.nest.get(MeiduoPages).write(directory);
  const page = (path: string) => readFile(join(directory, path), 'utf8');

  it('are home, list, search and one for each piece of goods, whole', async () => {
    const all = FIXED.length + GOODS_COUNT;
    expect(await write()).toEqual({ written: all, unchanged: 0, removed: 0 });
    const goods = Array.from({ length: GOODS_COUNT }, (_, index) => `goods/${index + 1}.html`);
    expect(await filesIn(directory)).toEqual([...FIXED, ...goods].sort());
    for (const path of [...goods, 'index.html']) expect(await page(path)).toMatch(/<\/html>\s*$/);
  });

  it('tell what goods are and cost, and where they stand', async () => {
    const text = await page('goods/3.html');
    expect(text).toContain('<title>云南图书 3号 500G - 美多商城</title>');
    expect(text).toContain('<b class="price">¥3.00</b>');
    expect(text).toContain('src="https://api.example.com/shop/media/goods/images/3-2.svg"');
    expect(text).toContain(
      '<script>var host = "https://api.example.com/shop"; var session = "/session"; var sku_id = 3; var price = "3.00"; var cat = 13;</script>',
    );
    const crumbs = /<nav class="crumbs"[^>]*>(.*?)<\/nav>/s.exec(text)![1];
    expect([...crumbs!.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      '/list.html?cat=1',
      '/list.html?cat=5',
      '/list.html?cat=13',
    ]);
    expect(text).toContain('<p><span style="font-size:14px">口感细腻，100%图书</span></p>');
  });

  it('have the menu of all categories on every page', async () => {
    for (const path of ['index.html', 'list.html', 'search.html', 'goods/1.html']) {
      const text = await page(path);
      for (const id of [10, 15, 21]) expect(text).toContain(`<a href="/list.html?cat=${id}">`);
    }
  });

  it('show on the home page what the shop shows there', async () => {
    const text = await page('index.html');
    expect([...text.matchAll(/<section>\s*<h2>(.*?)<\/h2>/g)].map(([, name]) => name)).toEqual([
      '分类1',
      '分类2',
    ]);
    expect(text).toContain(
      '<a href="/goods/3.html"><img src="https://api.example.com/shop/media/banner/',
    );
  });

  it('are left alone when nothing has changed, and follow what has', async () => {
    const all = FIXED.length + GOODS_COUNT;
    const before = await stat(join(directory, 'goods/5.html'));
    expect(await write()).toEqual({ written: 0, unchanged: all, removed: 0 });
    expect((await stat(join(directory, 'goods/5.html'))).ino).toBe(before.ino);
    await app.unitOfWork.run(async (tx) => {
      await tx.manager.update(Goods, 5, { shopPriceCents: 123_456 });
      await tx.manager.delete(Goods, 40);
      app.nest.get(CatalogueEvents).changed(tx);
    });
    expect(await write()).toMatchObject({ removed: 1 });
    expect(await page('goods/5.html')).toContain('¥1234.56');
    expect(await filesIn(directory)).not.toContain('goods/40.html');
    expect((await filesIn(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('take no value for HTML or script, and forbid what a description must not do', async () => {
    const name = `</script><img src=x onerror=alert(1)>"'&`;
    await app.unitOfWork.run((tx) => tx.manager.update(Goods, 6, { name, brief: name }));
    await write();
    const text = await page('goods/6.html');
    expect(text).not.toContain('<img src=x');
    expect(text).toContain('&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;');
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(text)!;
    expect(policy).toMatch(/script-src &#39;self&#39; &#39;sha256-[\w+/=]+&#39;;/);
    expect(policy).toContain('connect-src https://api.example.com;');
  });

  it('are written by a command, which refuses a wrong call', async () => {
    const { out, err } = outputs();
    expect(await pagesMeiduoCommand([target], () => settings, { out, err })).toBe(0);
    expect(out.text).toBe(`${FIXED.length + GOODS_COUNT - 1} written, 0 unchanged, 0 removed\n`);
    expect(await pagesMeiduoCommand([], () => settings, { out, err })).toBe(2);
    expect(err.text).toContain('Usage: npm run pages:meiduo -- DIR');
  });
});

describe('a shop with a folder of pages', () => {
  const directory = folder();
  const settings = testSettings({ MEIDUO_PAGES_DIR: directory });
  const app = testApp(settings, { seed: seedCatalogue });
  const patience = { timeout: 30_000, interval: 100 };
  const page = (path: string) => readFile(join(directory, path), 'utf8').catch(() => '');

  it('writes them after a change of the catalogue', async () => {
    await app.unitOfWork.run(async (tx) => {
      await tx.manager.update(Goods, 7, { name: '改了名的商品' });
      app.nest.get(CatalogueEvents).changed(tx);
    });
    await expect.poll(() => page('goods/7.html'), patience).toContain('改了名的商品');
    await expect.poll(() => page('index.html'), patience).toContain('</html>');
  }, 60_000);
});
