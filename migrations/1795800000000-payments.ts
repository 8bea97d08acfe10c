import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

/** Creates the tables of the payments: what the provider says, money that comes and goes back. */
export class Payments1795800000000 implements MigrationInterface {
  name = 'Payments1795800000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const integerType = driver.normalizeType({ type: 'int' });
    const flagType = driver.normalizeType({ type: Boolean });
    const id: TableColumnOptions = {
      name: 'id',
      type: isSqlite ? 'integer' : integerType,
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment',
    };
    const integer = (name: string): TableColumnOptions => ({ name, type: integerType });
    const count = (name: string): TableColumnOptions => ({ ...integer(name), default: 0 });
    const flag = (name: string): TableColumnOptions => ({ name, type: flagType });
    const varchar = (name: string, length: number): TableColumnOptions => ({
      name,
      type: 'varchar',
      length: `${length}`,
    });
    const datetime = (name: string): TableColumnOptions => ({ name, type: 'datetime' });
    const optional = (column: TableColumnOptions) => ({ ...column, isNullable: true });
    const index = (...columnNames: string[]) => ({ columnNames });
    const unique = (...columnNames: string[]) => ({ columnNames, isUnique: true });

    await runner.createTable(
      new Table({
        name: 'payments_notification',
        columns: [
          id,
          varchar('provider', 20),
          varchar('eventId', 128),
          varchar('orderSn', 64),
          varchar('tradeNo', 64),
          varchar('status', 10),
          integer('amountCents'),
          varchar('outcome', 20),
          count('deliveries'),
          { name: 'content', type: 'text' },
          datetime('firstAt'),
          datetime('lastAt'),
        ],
        indices: [unique('provider', 'eventId'), index('orderSn'), index('outcome')],
      }),
    );

    await runner.createTable(
      new Table({
        name: 'payments_payment',
        columns: [
          id,
          varchar('provider', 20),
          varchar('tradeNo', 64),
          varchar('orderSn', 64),
          varchar('kind', 20),
          integer('amountCents'),
          count('refundedCents'),
          datetime('paidAt'),
          datetime('createdAt'),
        ],
        indices: [unique('provider', 'tradeNo'), index('orderSn'), index('kind')],
      }),
    );

    // MySQL knows unique indexes, SQLite unique constraints: TypeORM names and looks for these.
    const requestNo = { columnNames: ['requestNo'] };
    await runner.createTable(
      new Table({
        name: 'payments_refund',
        columns: [
          id,
          varchar('requestNo', 64),
          integer('paymentId'),
          varchar('orderSn', 64),
          varchar('tradeNo', 64),
          integer('amountCents'),
          varchar('state', 10),
          flag('isBooked'),
          flag('restock'),
          varchar('actor', 50),
          varchar('reason', 200),
          optional(varchar('failure', 200)),
          datetime('createdAt'),
          optional(datetime('doneAt')),
        ],
        uniques: isSqlite ? [requestNo] : [],
        indices: [
          ...(isSqlite ? [] : [{ ...requestNo, isUnique: true }]),
          index('state', 'createdAt'),
          index('orderSn'),
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['payments_refund', 'payments_payment', 'payments_notification']) {
      await runner.dropTable(name);
    }
  }
}
