import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

const READERS = 'staff_readers';

/** What the members may do: look at it all. */
const PERMISSIONS = [
  'orders.view_order',
  'orders.view_orderchange',
  'orders.view_orderreturn',
  'payments.view_payment',
  'payments.view_refund',
  'reviews.view_review',
  'user-operations.view_address',
  'user-operations.view_usermessage',
];

/** Creates the group of those who see everything of the staff's, and lets messages be found by kind. */
export class StaffReaders1797620200000 implements MigrationInterface {
  name = 'StaffReaders1797620200000';

  async up(runner: QueryRunner): Promise<void> {
    const group = runner.dataSource.driver.escape('groupId');
    await runner.createIndex('user_message', new TableIndex({ columnNames: ['type'] }));
    await runner.query(`INSERT INTO users_group (name) VALUES ('${READERS}')`);
    for (const permission of PERMISSIONS) {
      await runner.query(
        `INSERT INTO users_group_permission (${group}, permission) SELECT id, '${permission}' FROM users_group WHERE name = '${READERS}'`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    // Memberships and permissions go with it.
    await runner.query(`DELETE FROM users_group WHERE name = '${READERS}'`);
    const table = await runner.getTable('user_message');
    const index = table!.indices.find(({ columnNames }) => `${columnNames}` === 'type');
    await runner.dropIndex('user_message', index!);
  }
}
