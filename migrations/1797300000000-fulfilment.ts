import {
  type ColumnType,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableIndex,
} from 'typeorm';

/**
 * Creates parcels, and says of each order how far it is on its way: paid ones are to be sent, those
 * whose trade is finished have arrived long ago.
 */
export class Fulfilment1797300000000 implements MigrationInterface {
  name = 'Fulfilment1797300000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    // By itself TypeORM would copy whole tables on SQLite.
    await runner.query(
      "ALTER TABLE orders_order ADD COLUMN fulfilment varchar(20) NOT NULL DEFAULT 'none'",
    );
    await runner.query('ALTER TABLE orders_order ADD COLUMN receiveBy datetime NULL');
    await runner.query(
      `ALTER TABLE orders_line ADD COLUMN sentQuantity ${type('int')} NOT NULL DEFAULT 0`,
    );
    await runner.query(
      "ALTER TABLE orders_change ADD COLUMN track varchar(10) NOT NULL DEFAULT 'payment'",
    );
    await runner.createIndex(
      'orders_order',
      new TableIndex({ columnNames: ['fulfilment', 'receiveBy'] }),
    );
    await runner.createTable(
      new Table({
        name: 'orders_shipment',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'orderId', type: type('int') },
          { name: 'carrier', type: type('varchar'), length: '50' },
          { name: 'trackingNumber', type: type('varchar'), length: '50' },
          { name: 'sentBy', type: type('int') },
          { name: 'sentAt', type: type('datetime') },
        ],
        indices: [{ columnNames: ['orderId'] }],
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
        name: 'orders_shipment_line',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'shipmentId', type: type('int') },
          { name: 'lineId', type: type('int') },
          { name: 'quantity', type: type('int') },
        ],
        indices: [{ columnNames: ['shipmentId'] }, { columnNames: ['lineId'] }],
        foreignKeys: [
          {
            columnNames: ['shipmentId'],
            referencedTableName: 'orders_shipment',
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
    await runner.query(
      "UPDATE orders_order SET fulfilment = 'to_send' WHERE status IN ('TRADE_SUCCESS', 'PARTLY_REFUNDED')",
    );
    await runner.query(
      "UPDATE orders_order SET fulfilment = 'received' WHERE status = 'TRADE_FINISHED'",
    );
    await runner.query(
      "UPDATE orders_line SET sentQuantity = quantity WHERE orderId IN (SELECT id FROM orders_order WHERE fulfilment = 'received')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE orders_change DROP COLUMN track');
    await runner.dropTable('orders_shipment_line');
    await runner.dropTable('orders_shipment');
    await runner.query('ALTER TABLE orders_line DROP COLUMN sentQuantity');
    const table = await runner.getTable('orders_order');
    const index = table!.indices.find(
      ({ columnNames }) => `${columnNames}` === 'fulfilment,receiveBy',
    );
    await runner.dropIndex('orders_order', index!);
    await runner.query('ALTER TABLE orders_order DROP COLUMN fulfilment');
    await runner.query('ALTER TABLE orders_order DROP COLUMN receiveBy');
  }
}
