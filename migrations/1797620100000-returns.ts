import { type ColumnType, type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates orders_return. Creates orders_return_line. Creates orders_return_image. */
export class Returns1797620100000 implements MigrationInterface {
  name = 'Returns1797620100000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    await runner.createTable(
      new Table({
        name: 'orders_return',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'orderId', type: type('int') },
          { name: 'userId', type: type('int') },
          { name: 'status', type: type('varchar'), length: '10' },
          { name: 'reason', type: type('varchar'), length: '150' },
          { name: 'answer', type: type('varchar'), length: '150', default: "''" },
          { name: 'refundCents', type: type('int'), isNullable: true },
          { name: 'refundId', type: type('int'), isNullable: true },
          { name: 'isRestocked', type: type('boolean'), isNullable: true },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [
          { columnNames: ['orderId'] },
          { columnNames: ['userId'] },
          { columnNames: ['status'] },
          { columnNames: ['refundId'] },
        ],
        foreignKeys: [
          {
            columnNames: ['orderId'],
            referencedTableName: 'orders_order',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'orders_return_line',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'returnId', type: type('int') },
          { name: 'lineId', type: type('int') },
          { name: 'quantity', type: type('int') },
        ],
        indices: [{ columnNames: ['returnId'] }, { columnNames: ['lineId'] }],
        foreignKeys: [
          {
            columnNames: ['returnId'],
            referencedTableName: 'orders_return',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['lineId'],
            referencedTableName: 'orders_line',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'orders_return_image',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'returnId', type: type('int') },
          { name: 'image', type: type('varchar'), length: '200' },
        ],
        indices: [{ columnNames: ['returnId'] }, { columnNames: ['image'] }],
        foreignKeys: [
          {
            columnNames: ['returnId'],
            referencedTableName: 'orders_return',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('orders_return_image');
    await runner.dropTable('orders_return_line');
    await runner.dropTable('orders_return');
  }
}
