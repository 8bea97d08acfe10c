import { type ColumnType, type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** Extends admin_task. Extends goods_category. */
export class BackOfficeTasks1797690000000 implements MigrationInterface {
  name = 'BackOfficeTasks1797690000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    await runner.addColumn(
      'admin_task',
      new TableColumn({ name: 'cursor', type: type('int'), default: '0' }),
    );
    await runner.addColumn(
      'goods_category',
      new TableColumn({ name: 'position', type: type('int'), default: '0' }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('goods_category', 'position');
    await runner.dropColumn('admin_task', 'cursor');
  }
}
