import { describe, expect, it } from 'vitest';
import { CATALOGUE_ENTITIES, GoodsCategory } from '../../../src/goods/entities/index.js';
import { selectStatement } from '../../../src/infrastructure/database/statements.js';
import { testDatabase } from '../../support/database.js';
import { testSettings } from '../../support/settings.js';

const lockChildren = selectStatement(GoodsCategory, {
  where: ['code'],
  relation: { name: 'parent', columns: ['id'] },
  lock: true,
});

describe('a statement that locks rows and finds what they belong to', () => {
  const database = testDatabase(testSettings(), CATALOGUE_ENTITIES);

  it('locks the rows only', async () => {
    const category = { description: '', createdAt: new Date() };
    await database.unitOfWork.run(async ({ manager }) => {
      await manager.insert(GoodsCategory, { ...category, name: '生鲜', code: 'fresh', level: 1 });
      const { id: parentId } = await manager.findOneByOrFail(GoodsCategory, { code: 'fresh' });
      const child = { ...category, name: '水果', code: 'fruit', level: 2, parentId };
      await manager.insert(GoodsCategory, child);
    });
    const lockNow = (id: number) =>
      database.dataSource.query<unknown[]>(
        'SELECT id FROM goods_category WHERE id = ? FOR UPDATE NOWAIT',
        [id],
      );
    await database.unitOfWork.run(async ({ manager }) => {
      const [child] = await lockChildren(manager, { code: 'fruit' });
      await expect(lockNow(child!.id)).rejects.toMatchObject({ code: 'ER_LOCK_WAIT_TIMEOUT' });
      expect(await lockNow(child!.parent!.id)).toHaveLength(1);
    });
  });
});
