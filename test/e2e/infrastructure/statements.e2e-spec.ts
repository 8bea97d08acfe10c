import { type EntityManager, In } from 'typeorm';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  CATALOGUE_ENTITIES,
  GoodsCategory,
  HotSearchWord,
  IndexAd,
} from '../../../src/goods/entities/index.js';
import {
  affectedRows,
  insertStatement,
  placeholders,
  selectStatement,
} from '../../../src/infrastructure/database/statements.js';
import { testDatabase } from '../../support/database.js';
import { testSettings } from '../../support/settings.js';

const insertWords = insertStatement(HotSearchWord, ['keywords', 'position', 'createdAt']);
const wordsAt = selectStatement(HotSearchWord, {
  where: ['position'],
  orderBy: 'keywords',
  lock: true,
});
const wordsById = (manager: EntityManager, ids: number[]) =>
  manager.findBy(HotSearchWord, { id: In(ids) });

describe('a statement whose text is written once', () => {
  const database = testDatabase(testSettings(), [...CATALOGUE_ENTITIES]);
  const createdAt = new Date('2026-03-01T12:00:00Z');
  const add = (...keywords: string[]) =>
    database.unitOfWork.run(({ manager }) =>
      insertWords(
        manager,
        keywords.map((word) => ({ keywords: word, position: 3, createdAt })),
      ),
    );

  beforeEach(() =>
    database.unitOfWork.run(({ manager }) =>
      manager.createQueryBuilder().delete().from(HotSearchWord).execute(),
    ),
  );

  it('inserts rows and tells the id of the first', async () => {
    const first = await add('梨', '桃', '苹果');
    const rows = await database.unitOfWork.run(({ manager }) =>
      wordsById(manager, [first, first + 1, first + 2]),
    );
    const byId = rows.sort((a, b) => a.id - b.id);
    expect(byId.map(({ keywords }) => keywords)).toEqual(['梨', '桃', '苹果']);
  });

  it('finds entities as the query builder does, in order', async () => {
    await add('b', 'a');
    const [found, expected] = await database.unitOfWork.run(async ({ manager }) => [
      await wordsAt(manager, { position: 3 }),
      await manager.find(HotSearchWord, { order: { keywords: 'ASC' } }),
    ]);
    expect(found).toEqual(expected);
    expect(found[0]).toBeInstanceOf(HotSearchWord);
    expect(found[0]!.createdAt).toEqual(createdAt);
  });

  it('finds what a row belongs to as well', async () => {
    const childrenNamed = selectStatement(GoodsCategory, {
      where: ['name'],
      relation: { name: 'parent', columns: ['id', 'name', 'isTab'] },
    });
    const category = { description: '', createdAt };
    const [found, id] = await database.unitOfWork.run(async ({ manager }) => {
      const parent = { ...category, name: '生鲜', code: 'fresh', level: 1, isTab: true };
      await manager.insert(GoodsCategory, parent);
      const { id: parentId } = await manager.findOneByOrFail(GoodsCategory, { code: 'fresh' });
      const child = { ...category, name: '水果', code: 'fruit', level: 2, parentId };
      await manager.insert(GoodsCategory, child);
      return [await childrenNamed(manager, { name: '水果' }), parentId] as const;
    });
    expect(found).toMatchObject([{ code: 'fruit', isTab: false, parentId: id }]);
    expect(found[0]!.parent).toBeInstanceOf(GoodsCategory);
    expect({ ...found[0]!.parent }).toEqual({ id, name: '生鲜', isTab: true });
  });

  it('takes values as values, whatever they look like', async () => {
    const hostile = `'; --\\"\``;
    const id = await add(hostile);
    const [row] = await database.unitOfWork.run(({ manager }) => wordsById(manager, [id]));
    expect(row!.keywords).toBe(hostile);
  });

  it('tells how many rows a raw write has found', async () => {
    const id = await add('x', 'y');
    const ids = [id, id + 1, id + 100];
    const { tableName } = await database.unitOfWork.run(({ manager }) =>
      Promise.resolve(manager.dataSource.getMetadata(HotSearchWord)),
    );
    const affected = await database.unitOfWork.run(({ manager }) =>
      affectedRows(
        manager,
        `UPDATE ${tableName} SET position = position WHERE id IN (${placeholders(ids)})`,
        ids,
      ),
    );
    expect(affected).toBe(2);
  });

  it('does not begin for a column that is not there', async () => {
    const wrong = insertStatement(IndexAd, ['goodsPrice' as 'goodsId']);
    await expect(
      database.unitOfWork.run(({ manager }) => wrong(manager, [{ goodsId: 1 }])),
    ).rejects.toThrow('has no column goodsPrice');
  });
});
