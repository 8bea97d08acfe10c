import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates the table of provinces, cities and districts. Its rows are loaded at start. */
export class Areas1795300000000 implements MigrationInterface {
  name = 'Areas1795300000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const integer = driver.normalizeType({ type: 'int' });
    const flag = driver.normalizeType({ type: Boolean });
    await runner.createTable(
      new Table({
        name: 'areas_area',
        columns: [
          { name: 'id', type: integer, isPrimary: true },
          { name: 'name', type: 'varchar', length: '20' },
          { name: 'isCurrent', type: flag, default: 1 },
          { name: 'parentId', type: integer, isNullable: true },
        ],
        indices: [{ columnNames: ['parentId'] }],
        foreignKeys: [
          {
            columnNames: ['parentId'],
            referencedTableName: 'areas_area',
            referencedColumnNames: ['id'],
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('areas_area');
  }
}
