import type { MigrationInterface, QueryRunner } from 'typeorm';

const PERMISSION = 'tickets.view_ticketorder';

/** Lets those who see everything of the staff's see the tickets, too. */
export class StaffSeeTickets1797660000000 implements MigrationInterface {
  name = 'StaffSeeTickets1797660000000';

  async up(runner: QueryRunner): Promise<void> {
    const group = runner.dataSource.driver.escape('groupId');
    await runner.query(
      `INSERT INTO users_group_permission (${group}, permission) SELECT id, '${PERMISSION}' FROM users_group WHERE name = 'staff_readers'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM users_group_permission WHERE permission = '${PERMISSION}'`);
  }
}
