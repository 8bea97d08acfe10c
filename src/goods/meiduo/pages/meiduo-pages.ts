import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Injectable, Optional } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { Settings } from '../../../config/settings.js';
import { Rest, type Row } from '../../../rest/index.js';
import { categoryTree, type CategoryTree } from '../../category-tree.js';
import { Banner, CategoryLevel, Goods } from '../../entities/index.js';
import { goodsRows } from '../../goods-rows.js';
import { IndexSeries } from '../../index-series.js';
import { wayTo } from '../category-trail.js';
import { yuan } from '../../../cents.js';
import { PageFolder, type FolderChange } from './page-folder.js';
import { goodsPage, renderPage, type PageFrame } from './page-templates.js';
import { SessionEdition } from './session-edition.js';

/** Goods that are read at once. */
const BATCH = 200;
/** Files that are written at once. */
const WRITERS = 8;
/** Goods that the home page shows of a series. */
const SERIES_GOODS = 10;

const ASSETS = fileURLToPath(new URL('./assets', import.meta.url));
/** Names of the pages of goods in their folder. */
const GOODS_PAGES = /^\d+\.html$/;

/** Writes the pages that the Meiduo storefront serves as files. */
@Injectable()
export class MeiduoPages {
  constructor(
    private readonly settings: Settings,
    private readonly rest: Rest,
    private readonly series: IndexSeries,
    @Optional() private readonly sessionEdition?: SessionEdition,
  ) {}

  /**
   * Brings the pages in a folder up to date with the catalogue: home, list, search, one for each
   * piece of goods, and what these need; pages of goods that are gone go as well.
   *
   * @returns how many files are new or other, are as they were, and are gone
   */
  async write(directory: string): Promise<FolderChange> {
    const folder = new PageFolder(directory);
    const tree = await categoryTree(this.rest);
    const menu = [...tree.values()].filter(({ level }) => level === CategoryLevel.Top);
    const { publicUrl: host } = this.settings;
    const session = this.sessionEdition?.path ?? '';
    const frame = (title: string): PageFrame => ({ title, host, session, menu });
    for (const [kind, name] of [
      ['css', 'shop-pages.css'],
      ['js', 'shop-pages.js'],
    ] as const) {
      await folder.write(`${kind}/${name}`, await readFile(`${ASSETS}/${name}`));
    }
    await this.writeGoods(folder, tree, frame);
    await folder.write('list.html', renderPage('list', frame('商品列表')));
    await folder.write('search.html', renderPage('search', frame('商品搜索')));
    await folder.write('index.html', renderPage('index', frame('首页'), {}, await this.home()));
    return folder.change;
  }

  private async writeGoods(
    folder: PageFolder,
    tree: CategoryTree,
    frame: (title: string) => PageFrame,
  ): Promise<void> {
    const kept = new Set<string>();
    for await (const rows of this.batches()) {
      // A few at a time: whoever shops meanwhile is answered between them.
      for (let first = 0; first < rows.length; first += WRITERS) {
        const few = rows.slice(first, first + WRITERS);
        await Promise.all(few.map((row) => this.writeSku(folder, row, tree, frame)));
      }
      for (const { id } of rows) kept.add(`${String(id)}.html`);
    }
    await folder.prune('goods', GOODS_PAGES, kept);
  }

  private async writeSku(
    folder: PageFolder,
    row: Row,
    tree: CategoryTree,
    frame: (title: string) => PageFrame,
  ): Promise<void> {
    const { id, name, categoryId, shopPriceCents } = row as Row & Goods;
    const variables = { sku_id: id, price: yuan(shopPriceCents), cat: categoryId };
    const data = { sku: this.sku(row), trail: wayTo(tree, categoryId) };
    await folder.write(goodsPage(id), renderPage('goods', frame(name), variables, data));
  }

  /** All goods, a few at a time. */
  private async *batches(): AsyncGenerator<Row[]> {
    const { manager } = this.rest.dataSource;
    for (let last = 0; ;) {
      const found = await manager.find(Goods, {
        select: { id: true, categoryId: true },
        where: { id: MoreThan(last) },
        order: { id: 'ASC' },
        take: BATCH,
      });
      if (found.length === 0) return;
      const rows = await goodsRows(
        manager,
        found.map(({ id }) => id),
      );
      yield found.flatMap(({ id, categoryId }) => {
        const row = rows.get(id);
        return row ? [{ ...row, categoryId }] : [];
      });
      last = found.at(-1)!.id;
    }
  }

  private async home() {
    const banners = await this.rest.dataSource.manager.find(Banner, { order: { position: 'ASC' } });
    const series = await this.series.load();
    return {
      banners: banners.map(({ goodsId, image }) => ({ goodsId, image: this.mediaUrl(image) })),
      series: series.map(({ name, goods }) => ({
        name,
        skus: (goods as Row[]).slice(0, SERIES_GOODS).map((row) => this.sku(row)),
      })),
    };
  }

  private sku(row: Row) {
    const { id, name, brief, description, frontImage, images } = row as Row & Goods;
    const pictures = images.map(({ image }) => this.mediaUrl(image));
    return {
      id,
      name,
      brief,
      description,
      price: yuan(row.shopPriceCents as number),
      marketPrice: yuan(row.marketPriceCents as number),
      image: this.mediaUrl(frontImage),
      images: pictures.length > 0 ? pictures : [this.mediaUrl(frontImage)],
    };
  }

  private mediaUrl(path: string): string {
    return this.settings.publicUrl + this.rest.mediaPath + encodeURI(path);
  }
}
