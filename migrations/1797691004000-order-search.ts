import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Extends orders_order. */
export class OrderSearch1797691004000 implements MigrationInterface {
  name = 'OrderSearch1797691004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('orders_order', new TableIndex({ columnNames: ['signerName'] }));
    await runner.createIndex('orders_order', new TableIndex({ columnNames: ['signerMobile'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex(
      'orders_order',
      (await runner.getTable('orders_order'))!.indices.find(
        (index) => `${index.columnNames}` === 'signerMobile',
      )!,
    );
    await runner.dropIndex(
      'orders_order',
      (await runner.getTable('orders_order'))!.indices.find(
        (index) => `${index.columnNames}` === 'signerName',
      )!,
    );
  }
}
