import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  type TableColumnOptions,
  type TableForeignKeyOptions,
} from 'typeorm';

/** Creates the tables of the orders: orders, their lines and their history. */
export class Orders1795700000000 implements MigrationInterface {
  name = 'Orders1795700000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const integerType = driver.normalizeType({ type: 'int' });
    const id: TableColumnOptions = {
      name: 'id',
      type: isSqlite ? 'integer' : integerType,
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    };
    const integer = (name: string): TableColumnOptions => ({ name, type: integerType });
    const varchar = (name: string, length: number): TableColumnOptions => ({
      name,
      type: 'varchar',
      length: `${length}`,
    });
    const datetime = (name: string): TableColumnOptions => ({ name, type: 'datetime' });
    const optional = (column: TableColumnOptions) => ({ ...column, isNullable: true });
    const reference = (
      columnName: string,
      referencedTableName: string,
      onDelete: string,
    ): TableForeignKeyOptions => ({
      columnNames: [columnName],
      referencedTableName,
      referencedColumnNames: ['id'],
      onDelete,
      onUpdate: 'NO ACTION',
    });
    // MySQL knows unique indexes, SQLite unique constraints: TypeORM names and looks for these.
    const unique = ['sn', 'tradeNo'].map((name) => ({ columnNames: [name] }));

    await runner.createTable(
      new Table({
        name: 'orders_order',
        columns: [
          id,
          integer('userId'),
          varchar('sn', 40),
          varchar('status', 20),
          varchar('payType', 10),
          optional(varchar('tradeNo', 64)),
          integer('totalCents'),
          integer('freightCents'),
          { ...integer('refundedCents'), default: 0 },
          varchar('postScript', 200),
          varchar('address', 300),
          varchar('signerName', 20),
          varchar('signerMobile', 11),
          optional(datetime('paidAt')),
          datetime('closesAt'),
          datetime('createdAt'),
          optional(varchar('idempotencyKey', 64)),
          { name: 'isHidden', type: driver.normalizeType({ type: Boolean }), default: 0 },
        ],
        uniques: isSqlite ? unique : [],
        indices: [
          ...(isSqlite ? [] : unique.map((index) => ({ ...index, isUnique: true }))),
          { columnNames: ['userId', 'idempotencyKey'], isUnique: true },
          { columnNames: ['status', 'closesAt'] },
          { columnNames: ['status', 'createdAt'] },
        ],
        foreignKeys: [reference('userId', 'users_user', 'NO ACTION')],
      }),
    );

    await runner.createTable(
      new Table({
        name: 'orders_line',
        columns: [
          id,
          integer('orderId'),
          integer('goodsId'),
          varchar('name', 100),
          integer('priceCents'),
          integer('quantity'),
          varchar('frontImage', 200),
        ],
        indices: [{ columnNames: ['orderId'] }],
        foreignKeys: [reference('orderId', 'orders_order', 'CASCADE')],
      }),
    );

    await runner.createTable(
      new Table({
        name: 'orders_change',
        columns: [
          id,
          integer('orderId'),
          optional(varchar('fromStatus', 20)),
          varchar('toStatus', 20),
          varchar('actor', 50),
          varchar('reason', 200),
          datetime('createdAt'),
        ],
        indices: [{ columnNames: ['orderId'] }],
        foreignKeys: [reference('orderId', 'orders_order', 'CASCADE')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['orders_change', 'orders_line', 'orders_order']) {
      await runner.dropTable(name);
    }
  }
}
