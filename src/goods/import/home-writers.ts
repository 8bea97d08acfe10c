import { type EntityManager, type EntityTarget, In } from 'typeorm';
import { Banner, Brand, HotSearchWord, IndexAd } from '../entities/index.js';
import type { SectionName } from './catalogue-format.js';
import { type Change, merge, neededOf } from './merge.js';
import { categoryIds, goodsIds, partition, type Tried } from './references.js';
import {
  batchResult,
  type BatchResult,
  now,
  type NumberedRow,
  type Plan,
  type SectionWriter,
} from './section-writer.js';

/** Stores rows that need nothing but being brought up to date. */
abstract class PlainWriter<
  Name extends SectionName,
  Entity extends { id: number },
> implements SectionWriter<Name> {
  protected abstract readonly target: EntityTarget<Entity>;
  /** Columns of the unique index that recognises a row. */
  protected abstract readonly unique: (keyof Entity & string)[];

  protected abstract plan(
    manager: EntityManager,
    rows: readonly NumberedRow<Name>[],
    tried?: Tried,
  ): Promise<Plan<Change<Entity>>>;

  async write(manager: EntityManager, rows: readonly NumberedRow<Name>[]): Promise<BatchResult> {
    const { changes, rejected } = await this.plan(manager, rows);
    const needed = await merge(manager, this.target, changes, this.unique);
    return batchResult(changes, new Set(needed), rejected);
  }

  async try(
    manager: EntityManager,
    rows: readonly NumberedRow<Name>[],
    tried: Tried,
  ): Promise<BatchResult> {
    const { changes, rejected } = await this.plan(manager, rows, tried);
    return batchResult(changes, new Set(neededOf(changes)), rejected);
  }
}

/** Stores brands; a brand is recognised by its category and name. */
export class BrandWriter extends PlainWriter<'brands', Brand> {
  protected readonly target = Brand;
  protected readonly unique = ['id' as const];

  protected async plan(
    manager: EntityManager,
    rows: readonly NumberedRow<'brands'>[],
    tried?: Tried,
  ) {
    const codes = rows.map(({ row }) => row.category);
    const ids = await categoryIds(manager, codes, tried);
    const { known, rejected } = partition(rows, ({ row }) =>
      unknown('category', row.category, ids),
    );
    const stored = await byKey(
      manager.findBy(Brand, { name: In(known.map(({ row }) => row.name)) }),
      (brand) => `${brand.categoryId} ${brand.name}`,
    );
    const changes = known.map(({ row: { category, ...given } }): Change<Brand> => {
      const categoryId = ids.get(category)!;
      return {
        stored: stored.get(`${categoryId} ${given.name}`),
        given: { ...given, categoryId },
        defaults: { description: '', createdAt: now() },
      };
    });
    return { changes, rejected };
  }
}

/** Stores slides of the carousel, one for each goods. */
export class BannerWriter extends PlainWriter<'banners', Banner> {
  protected readonly target = Banner;
  protected readonly unique = ['id' as const];

  protected async plan(
    manager: EntityManager,
    rows: readonly NumberedRow<'banners'>[],
    tried?: Tried,
  ) {
    const sns = rows.map(({ row }) => row.goods);
    const ids = await goodsIds(manager, sns, tried);
    const { known, rejected } = partition(rows, ({ row }) => unknown('goods', row.goods, ids));
    const stored = await byKey(
      manager.findBy(Banner, { goodsId: In([...ids.values()]) }),
      (banner) => String(banner.goodsId),
    );
    const changes = known.map(({ row: { goods, ...given } }): Change<Banner> => {
      const goodsId = ids.get(goods)!;
      return {
        stored: stored.get(String(goodsId)),
        given: { ...given, goodsId },
        defaults: { position: 0, createdAt: now() },
      };
    });
    return { changes, rejected };
  }
}

/** Stores which goods are advertised in which series of the home page. */
export class IndexAdWriter extends PlainWriter<'index_ads', IndexAd> {
  protected readonly target = IndexAd;
  protected readonly unique = ['id' as const];

  protected async plan(
    manager: EntityManager,
    rows: readonly NumberedRow<'index_ads'>[],
    tried?: Tried,
  ) {
    const codes = rows.map(({ row }) => row.category);
    const categories = await categoryIds(manager, codes, tried);
    const sns = rows.map(({ row }) => row.goods);
    const goods = await goodsIds(manager, sns, tried);
    const { known, rejected } = partition(
      rows,
      ({ row }) =>
        unknown('category', row.category, categories) ?? unknown('goods', row.goods, goods),
    );
    const stored = await byKey(
      manager.findBy(IndexAd, { goodsId: In([...goods.values()]) }),
      (ad) => `${ad.categoryId} ${ad.goodsId}`,
    );
    const changes = known.map(({ row }): Change<IndexAd> => {
      const categoryId = categories.get(row.category)!;
      const goodsId = goods.get(row.goods)!;
      return {
        stored: stored.get(`${categoryId} ${goodsId}`),
        given: { categoryId, goodsId },
        defaults: {},
      };
    });
    return { changes, rejected };
  }
}

/** Stores the words offered under the search box. */
export class HotSearchWriter extends PlainWriter<'hot_searches', HotSearchWord> {
  protected readonly target = HotSearchWord;
  protected readonly unique = ['keywords' as const];

  protected async plan(manager: EntityManager, rows: readonly NumberedRow<'hot_searches'>[]) {
    const stored = await byKey(
      manager.findBy(HotSearchWord, { keywords: In(rows.map(({ row }) => row.keywords)) }),
      (word) => word.keywords,
    );
    const changes = rows.map(({ row }): Change<HotSearchWord> => ({
      stored: stored.get(row.keywords),
      given: row,
      defaults: { position: 0, createdAt: now() },
    }));
    return { changes, rejected: [] };
  }
}

function unknown(field: string, key: string, ids: ReadonlyMap<string, number>) {
  return ids.has(key) ? undefined : `${field}: unknown ${field} "${key}"`;
}

async function byKey<Entity>(
  found: Promise<Entity[]>,
  key: (entity: Entity) => string,
): Promise<Map<string, Entity>> {
  return new Map((await found).map((entity) => [key(entity), entity]));
}
