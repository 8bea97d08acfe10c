import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Lets old idempotency keys be found. */
export class IdempotencyKeyAge1797620300000 implements MigrationInterface {
  name = 'IdempotencyKeyAge1797620300000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('idempotency_key', new TableIndex({ columnNames: ['createdAt'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    const table = await runner.getTable('idempotency_key');
    const index = table!.indices.find(({ columnNames }) => `${columnNames}` === 'createdAt');
    await runner.dropIndex('idempotency_key', index!);
  }
}
