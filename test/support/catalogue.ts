import {
  Banner,
  Brand,
  CategoryLevel,
  Goods,
  GoodsCategory,
  GoodsImage,
  HotSearchWord,
  IndexAd,
} from '../../src/goods/entities/index.js';
import { GoodsSearchIndex } from '../../src/goods/search/goods-search-index.js';
import type { TestApp } from './app.js';

/** 2025-01-01 09:00:00 on the shop's wall clock. */
const OPENING = Date.parse('2025-01-01T01:00:00Z');
const minute = (number: number): Date => new Date(OPENING + number * 60_000);

/** Goods of the small catalogue. */
export const GOODS_COUNT = 40;

/**
 * Fills in a small catalogue: top categories 1-3, second level 4-9 (two each), third level 10-21
 * (two each); goods 1-40 spread over the third level, every price, count and flag a function of the
 * id, so that a specification can tell what it expects. Categories 1 and 2 are home page series.
 */
export async function seedCatalogue(app: TestApp): Promise<void> {
  const goods = Array.from({ length: GOODS_COUNT }, (_, index) => goodsNumber(index + 1));
  await app.unitOfWork.run(async ({ manager }) => {
    for (const categories of [topCategories(), below(3, 6), below(9, 12)]) {
      await manager.insert(GoodsCategory, categories);
    }
    await manager.insert(Goods, goods);
    await manager.insert(
      GoodsImage,
      goods.flatMap(({ id }) =>
        [1, 2].map((number) => ({
          goodsId: id,
          image: `goods/images/${id}-${number}.svg`,
          createdAt: minute(id),
        })),
      ),
    );
    await app.nest.get(GoodsSearchIndex).replace(manager, goods);
    await manager.insert(
      Brand,
      [1, 1, 2].map((categoryId, index) => ({
        categoryId,
        name: `品牌${index + 1}`,
        description: '',
        image: `brands/${index + 1}.svg`,
        createdAt: minute(0),
      })),
    );
    await manager.insert(
      Banner,
      [3, 1, 2].map((goodsId, position) => ({
        goodsId,
        image: `banner/${position}.svg`,
        position,
        createdAt: minute(0),
      })),
    );
    await manager.insert(IndexAd, { categoryId: 1, goodsId: 7 });
    await manager.insert(
      HotSearchWord,
      ['水果', '牛奶', '茶叶'].map((keywords, position) => ({
        keywords,
        position,
        createdAt: minute(0),
      })),
    );
  });
}

function topCategories() {
  return [1, 2, 3].map((id) => category(id, CategoryLevel.Top, null));
}

/** `count` categories after `first`, two below each of the level above. */
function below(first: number, count: number) {
  const level = first === 3 ? CategoryLevel.Second : CategoryLevel.Third;
  const firstParent = first - count / 2;
  return Array.from({ length: count }, (_, index) =>
    category(first + index + 1, level, firstParent + Math.floor(index / 2) + 1),
  );
}

function category(id: number, level: CategoryLevel, parentId: number | null) {
  return {
    id,
    level,
    parentId,
    name: `分类${id}`,
    code: `c${String(id).padStart(3, '0')}`,
    description: `分类${id}的描述`,
    isTab: id <= 2,
    isIndexSeries: id <= 2,
    createdAt: minute(0),
  };
}

const KINDS = ['水果', '牛奶', '海鲜', '图书'];

function goodsNumber(id: number) {
  const kind = KINDS[id % KINDS.length]!;
  return {
    id,
    categoryId: 10 + (id % 12),
    sn: `SN${String(id).padStart(6, '0')}`,
    name: `云南${kind} ${id}号 500G`,
    clickCount: id * 10,
    soldCount: Math.floor(id / 2),
    favouriteCount: id,
    stock: 100 + id,
    marketPriceCents: id * 150,
    shopPriceCents: id * 100 + (id % 2 === 0 ? 5 : 0),
    brief: `第${id}号${kind}，当天发货`,
    description: `<p><span style="font-size:14px">口感细腻，100%${kind}</span></p>`,
    isShipFree: id % 3 !== 0,
    frontImage: `goods/images/${id}-1.svg`,
    isNew: id % 5 === 0,
    isHot: id % 4 === 0,
    createdAt: minute(id),
  };
}
