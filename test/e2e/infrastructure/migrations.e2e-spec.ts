import { DataSource } from 'typeorm';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { migrations } from '../../../migrations/index.js';
import { ENTITIES } from '../../../src/app.module.js';
import { Goods, GoodsCategory } from '../../../src/goods/entities/index.js';
import { createDataSourceOptions } from '../../../src/infrastructure/database/data-source.js';
import { runMigrations } from '../../../src/infrastructure/database/migrate.js';
import { testSettings } from '../../support/settings.js';

describe('migrations', () => {
  const settings = testSettings({}, { tables: false });
  let dataSource: DataSource | undefined;

  async function open() {
    const options = await createDataSourceOptions(settings, ENTITIES);
    dataSource = await new DataSource(options).initialize();
    return dataSource;
  }

  afterEach(() => dataSource?.destroy());

  it('run once when several processes start together', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => runMigrations(settings)));
    expect(runs.flat()).toEqual(migrations.map(({ name }) => name));
  });

  it('do nothing on a database that is up to date', async () => {
    expect(await runMigrations(settings)).toEqual([]);
  });

  it('build exactly the schema that the entities describe', async () => {
    const drift = await (await open()).driver.createSchemaBuilder().log();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('keep Chinese and emoji', async () => {
    const { manager } = await open();
    const text = '新疆阿克苏苹果 🍎 5斤';
    const createdAt = new Date('2026-01-02T03:04:05Z');
    const category = { code: '水果🍎', description: text, level: 1, createdAt };
    await manager.insert(GoodsCategory, { ...category, name: text });
    const found = await manager.findOneByOrFail(GoodsCategory, { code: category.code });
    expect(found).toMatchObject({ ...category, name: text, isTab: false, parentId: null });
  });

  it('remove the goods with their category', async () => {
    const { manager } = await open();
    const [{ id: categoryId } = { id: 0 }] = await manager.find(GoodsCategory);
    await manager.insert(Goods, {
      categoryId,
      sn: 'F1',
      name: '苹果',
      marketPriceCents: 1,
      shopPriceCents: 1,
      brief: '',
      description: '',
      frontImage: '',
      createdAt: new Date(),
    });
    expect(await manager.count(Goods)).toBe(1);
    await manager.delete(GoodsCategory, { id: categoryId });
    expect(await manager.count(Goods)).toBe(0);
  });

  it('can be undone and done again', async () => {
    const source = await open();
    for (const _ of migrations) await source.undoLastMigration();
    const runner = source.createQueryRunner();
    for (const { tableName } of source.entityMetadatas) {
      expect(await runner.hasTable(tableName)).toBe(false);
    }
    await runner.release();
    expect(await runMigrations(settings)).toHaveLength(migrations.length);
    // A server takes its time for every table.
  }, 60_000);
});

describe('migrations of a database with tables of somebody else', () => {
  const settings = testSettings({}, { tables: false });

  it('say in words what is in the way', async () => {
    const source = await new DataSource(await createDataSourceOptions(settings, [])).initialize();
    onTestFinished(() => source.destroy());
    await source.query('CREATE TABLE goods (id int)');
    // TypeORM tells of every migration that fails.
    const quiet = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    onTestFinished(() => quiet.mockRestore());
    await expect(runMigrations(settings)).rejects.toThrow(
      /^The database is not as migration Catalogue\d+ expects it \(.*already exists.*restore/,
    );
  });
});
