import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';

const PAYMENTS = 'payments_payment';

/** Adds to payments what the provider says of their refunds, and when it is asked again. */
export class ProviderRefunds1796500000000 implements MigrationInterface {
  name = 'ProviderRefunds1796500000000';

  async up(runner: QueryRunner): Promise<void> {
    const integer = runner.dataSource.driver.normalizeType({ type: 'int' });
    await runner.addColumn(
      PAYMENTS,
      new TableColumn({ name: 'toldRefundedCents', type: integer, default: 0 }),
    );
    await runner.addColumn(
      PAYMENTS,
      new TableColumn({ name: 'nextCheckAt', type: 'datetime', isNullable: true }),
    );
    await runner.createIndex(PAYMENTS, new TableIndex({ columnNames: ['nextCheckAt'] }));
    await runner.query(
      `UPDATE ${PAYMENTS} SET nextCheckAt = paidAt WHERE refundedCents < amountCents`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const table = await runner.getTable(PAYMENTS);
    const index = table!.indices.find(({ columnNames }) => `${columnNames}` === 'nextCheckAt');
    await runner.dropIndex(PAYMENTS, index!);
    await runner.dropColumn(PAYMENTS, 'nextCheckAt');
    await runner.dropColumn(PAYMENTS, 'toldRefundedCents');
  }
}
