import {
  type ColumnType,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  TableIndex,
} from 'typeorm';

/** Extends admin_task. Creates admin_task_part. */
export class BackOfficeTaskContents1797691002000 implements MigrationInterface {
  name = 'BackOfficeTaskContents1797691002000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    await runner.addColumn(
      'admin_task',
      new TableColumn({ name: 'tries', type: type('int'), default: '0' }),
    );
    await runner.addColumn(
      'admin_task',
      new TableColumn({ name: 'aliveAt', type: type('datetime'), isNullable: true }),
    );
    await runner.createIndex('admin_task', new TableIndex({ columnNames: ['state', 'aliveAt'] }));
    await runner.createTable(
      new Table({
        name: 'admin_task_part',
        columns: [
          { name: 'taskId', type: type('varchar'), length: '36', isPrimary: true },
          { name: 'content', type: type('varchar'), length: '10', isPrimary: true },
          { name: 'position', type: type('int'), isPrimary: true },
          { name: 'bytes', type: type('blob') },
        ],
        foreignKeys: [
          {
            columnNames: ['taskId'],
            referencedTableName: 'admin_task',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('admin_task_part');
    await runner.dropIndex(
      'admin_task',
      (await runner.getTable('admin_task'))!.indices.find(
        (index) => `${index.columnNames}` === 'state,aliveAt',
      )!,
    );
    await runner.dropColumn('admin_task', 'tries');
    await runner.dropColumn('admin_task', 'aliveAt');
  }
}
