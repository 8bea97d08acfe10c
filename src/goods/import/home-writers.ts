import { type EntityManager, In } from 'typeorm';
import { Banner, Brand, HotSearchWord, IndexAd } from '../entities/index.js';
import { type Change, merge } from './merge.js';
import { categoryIds, goodsIds, partition } from './references.js';
import {
  batchResult,
  type BatchResult,
  now,
  type NumberedRow,
  type SectionWriter,
} from './section-writer.js';

/** Stores brands; a brand is recognised by its category and name. */
export class BrandWriter implements SectionWriter<'brands'> {
  async write(manager: EntityManager, rows: readonly NumberedRow<'brands'>[]) {
    const ids = await categoryIds(
      manager,
      rows.map(({ row }) => row.category),
    );
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
    const needed = await merge(manager, Brand, changes, ['id']);
    return batchResult(changes, new Set(needed), rejected);
  }
}

/** Stores slides of the carousel, one for each goods. */
export class BannerWriter implements SectionWriter<'banners'> {
  async write(
    manager: EntityManager,
    rows: readonly NumberedRow<'banners'>[],
  ): Promise<BatchResult> {
    const ids = await goodsIds(
      manager,
      rows.map(({ row }) => row.goods),
    );
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
    const needed = await merge(manager, Banner, changes, ['id']);
    return batchResult(changes, new Set(needed), rejected);
  }
}

/** Stores which goods are advertised in which series of the home page. */
export class IndexAdWriter implements SectionWriter<'index_ads'> {
  async write(manager: EntityManager, rows: readonly NumberedRow<'index_ads'>[]) {
    const categories = await categoryIds(
      manager,
      rows.map(({ row }) => row.category),
    );
    const goods = await goodsIds(
      manager,
      rows.map(({ row }) => row.goods),
    );
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
    const needed = await merge(manager, IndexAd, changes, ['id']);
    return batchResult(changes, new Set(needed), rejected);
  }
}

/** Stores the words offered under the search box. */
export class HotSearchWriter implements SectionWriter<'hot_searches'> {
  async write(manager: EntityManager, rows: readonly NumberedRow<'hot_searches'>[]) {
    const stored = await byKey(
      manager.findBy(HotSearchWord, { keywords: In(rows.map(({ row }) => row.keywords)) }),
      (word) => word.keywords,
    );
    const changes = rows.map(({ row }): Change<HotSearchWord> => ({
      stored: stored.get(row.keywords),
      given: row,
      defaults: { position: 0, createdAt: now() },
    }));
    const needed = await merge(manager, HotSearchWord, changes, ['keywords']);
    return batchResult(changes, new Set(needed));
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
