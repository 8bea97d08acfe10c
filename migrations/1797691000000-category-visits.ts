import { type ColumnType, type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates goods_category_visits. */
export class CategoryVisits1797691000000 implements MigrationInterface {
  name = 'CategoryVisits1797691000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    await runner.createTable(
      new Table({
        name: 'goods_category_visits',
        columns: [
          { name: 'day', type: type('date'), isPrimary: true },
          { name: 'categoryId', type: type('int'), isPrimary: true },
          { name: 'count', type: type('int') },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('goods_category_visits');
  }
}
