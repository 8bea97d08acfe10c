import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates the table of what lies in the carts. */
export class Cart1795600000000 implements MigrationInterface {
  name = 'Cart1795600000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const integer = driver.normalizeType({ type: 'int' });
    const flag = driver.normalizeType({ type: Boolean });
    const reference = (columnName: string, referencedTableName: string) => ({
      columnNames: [columnName],
      referencedTableName,
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
      onUpdate: 'NO ACTION',
    });
    await runner.createTable(
      new Table({
        name: 'cart_line',
        columns: [
          {
            name: 'id',
            type: driver.options.type === 'better-sqlite3' ? 'integer' : integer,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'userId', type: integer },
          { name: 'goodsId', type: integer },
          { name: 'quantity', type: integer },
          { name: 'isSelected', type: flag, default: 1 },
          { name: 'reservedUntil', type: 'datetime', isNullable: true },
          { name: 'createdAt', type: 'datetime' },
          { name: 'updatedAt', type: 'datetime' },
        ],
        indices: [
          { columnNames: ['userId', 'goodsId'], isUnique: true },
          { columnNames: ['goodsId'] },
          { columnNames: ['reservedUntil'] },
        ],
        foreignKeys: [reference('userId', 'users_user'), reference('goodsId', 'goods')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('cart_line');
  }
}
