import { type EntityManager, In } from 'typeorm';
import { Goods, GoodsImage } from '../entities/index.js';
import type { GoodsSearchIndex } from '../search/goods-search-index.js';
import type { RowOf } from './catalogue-format.js';
import { type Change, merge, merged, neededOf } from './merge.js';
import { categoryIds, goodsIds, type Ids, partition, type Tried } from './references.js';
import {
  batchResult,
  type BatchResult,
  now,
  type NumberedRow,
  type Plan,
  type SectionWriter,
} from './section-writer.js';

interface GoodsChange extends Change<Goods> {
  /** Paths of the carousel, or undefined where the stored ones stay. */
  images: string[] | undefined;
}

/** Stores goods with their pictures and search terms, in a handful of statements a batch. */
export class GoodsWriter implements SectionWriter<'goods'> {
  constructor(private readonly searchIndex: GoodsSearchIndex) {}

  async write(manager: EntityManager, rows: readonly NumberedRow<'goods'>[]): Promise<BatchResult> {
    const { changes, rejected } = await plan(manager, rows);
    const written = await merge(manager, Goods, changes, ['sn']);
    const redrawn = await withOtherImages(manager, changes);
    const touched = new Set([...written, ...redrawn]);
    const ids = await idsOf(manager, touched);
    await replaceImages(manager, redrawn, ids);
    await this.searchIndex.replace(manager, written.filter(hasOtherTexts).map(searchable(ids)));
    return batchResult(changes, touched, rejected);
  }

  async try(
    manager: EntityManager,
    rows: readonly NumberedRow<'goods'>[],
    tried: Tried,
  ): Promise<BatchResult> {
    const { changes, rejected } = await plan(manager, rows, tried);
    const redrawn = await withOtherImages(manager, changes);
    return batchResult(changes, new Set([...neededOf(changes), ...redrawn]), rejected);
  }
}

async function plan(
  manager: EntityManager,
  rows: readonly NumberedRow<'goods'>[],
  tried?: Tried,
): Promise<Plan<GoodsChange>> {
  const codes = rows.map(({ row }) => row.category);
  const categories = await categoryIds(manager, codes, tried);
  const { known, rejected } = partition(rows, ({ row }) =>
    categories.has(row.category) ? undefined : `category: unknown category "${row.category}"`,
  );
  const stored = await storedGoods(manager, known);
  const changes = known.map(({ row }) => change(row, stored.get(row.sn), categories));
  return { changes, rejected };
}

function change(row: RowOf<'goods'>, stored: Goods | undefined, categories: Ids): GoodsChange {
  const { category, images, ...fields } = row;
  return {
    stored,
    given: { ...fields, categoryId: categories.get(category)! },
    defaults: {
      brief: '',
      description: '',
      stock: 0,
      soldCount: 0,
      clickCount: 0,
      favouriteCount: 0,
      isNew: false,
      isHot: false,
      isShipFree: true,
      createdAt: now(),
    },
    // A goods page needs a picture at least.
    images: images?.length === 0 || !(images || stored) ? [row.frontImage] : images,
  };
}

async function storedGoods(
  manager: EntityManager,
  rows: readonly NumberedRow<'goods'>[],
): Promise<Map<string, Goods>> {
  const found = await manager.findBy(Goods, { sn: In(rows.map(({ row }) => row.sn)) });
  return new Map(found.map((goods) => [goods.sn, goods]));
}

/** The changes whose list of pictures is not the stored one. */
async function withOtherImages(
  manager: EntityManager,
  changes: readonly GoodsChange[],
): Promise<GoodsChange[]> {
  const ids = changes.filter(({ images }) => images).flatMap(({ stored }) => stored?.id ?? []);
  const stored = new Map<number, string[]>(ids.map((id) => [id, []]));
  if (ids.length > 0) {
    const found = await manager.find(GoodsImage, {
      where: { goodsId: In(ids) },
      order: { id: 'ASC' },
    });
    for (const { goodsId, image } of found) stored.get(goodsId)?.push(image);
  }
  return changes.filter(
    ({ images, stored: goods }) =>
      images && (!goods || images.join('|') !== stored.get(goods.id)?.join('|')),
  );
}

/** Ids of all the changed goods; new ones are looked up. */
async function idsOf(manager: EntityManager, changes: Set<GoodsChange>): Promise<Ids> {
  const created = [...changes].filter(({ stored }) => !stored).map(({ given }) => given.sn!);
  const ids = new Map(created.length > 0 ? await goodsIds(manager, created) : []);
  for (const { stored } of changes) {
    if (stored) ids.set(stored.sn, stored.id);
  }
  return ids;
}

async function replaceImages(
  manager: EntityManager,
  changes: readonly GoodsChange[],
  ids: Ids,
): Promise<void> {
  const outdated = changes.flatMap(({ stored }) => stored?.id ?? []);
  if (outdated.length > 0) await manager.delete(GoodsImage, { goodsId: In(outdated) });
  const createdAt = now();
  const rows = changes.flatMap(({ given, images = [] }) =>
    images.map((image) => ({ goodsId: ids.get(given.sn!)!, image, createdAt })),
  );
  if (rows.length === 0) return;
  await manager
    .createQueryBuilder()
    .insert()
    .into(GoodsImage)
    .values(rows)
    .updateEntity(false)
    .execute();
}

function hasOtherTexts({ stored, given }: GoodsChange): boolean {
  if (!stored) return true;
  return (['name', 'brief', 'description'] as const).some(
    (field) => given[field] !== undefined && given[field] !== stored[field],
  );
}

function searchable(ids: Ids) {
  return (change: GoodsChange) => {
    const { sn = '', name = '', brief = '', description = '' } = merged(change);
    return { id: ids.get(sn)!, name, brief, description };
  };
}
