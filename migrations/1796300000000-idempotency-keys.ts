import { type MigrationInterface, type QueryRunner, Table, TableIndex } from 'typeorm';

/** Moves the keys by which clients repeat requests from the orders to a table for all of them. */
export class IdempotencyKeys1796300000000 implements MigrationInterface {
  name = 'IdempotencyKeys1796300000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const integer = driver.normalizeType({ type: 'int' });
    await runner.createTable(
      new Table({
        name: 'idempotency_key',
        columns: [
          {
            name: 'id',
            type: isSqlite ? 'integer' : integer,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'scope', type: 'varchar', length: '100' },
          { name: 'userId', type: integer },
          { name: 'key', type: 'varchar', length: '64' },
          { name: 'fingerprint', type: 'varchar', length: '64' },
          { name: 'result', type: integer, isNullable: true },
          { name: 'createdAt', type: 'datetime' },
        ],
        indices: [{ columnNames: ['scope', 'userId', 'key'], isUnique: true }],
      }),
    );
    // One that begins with the user must stay: the foreign key needs it.
    await runner.createIndex(
      'orders_order',
      new TableIndex({ columnNames: ['userId', 'status', 'createdAt'] }),
    );
    const table = await runner.getTable('orders_order');
    const index = table!.indices.find(({ columnNames }) => columnNames.includes('idempotencyKey'));
    await runner.dropIndex('orders_order', index!);
    // By itself TypeORM would copy the whole table on SQLite.
    await runner.query('ALTER TABLE orders_order DROP COLUMN idempotencyKey');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders_order ADD COLUMN idempotencyKey varchar(64) NULL');
    await runner.createIndex(
      'orders_order',
      new TableIndex({ columnNames: ['userId', 'idempotencyKey'], isUnique: true }),
    );
    const table = await runner.getTable('orders_order');
    const index = table!.indices.find(
      ({ columnNames }) => `${columnNames}` === 'userId,status,createdAt',
    );
    await runner.dropIndex('orders_order', index!);
    await runner.dropTable('idempotency_key');
  }
}
