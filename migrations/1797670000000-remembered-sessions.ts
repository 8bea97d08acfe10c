import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** Lets sessions that are remembered outlive days without use. */
export class RememberedSessions1797670000000 implements MigrationInterface {
  name = 'RememberedSessions1797670000000';

  async up(runner: QueryRunner): Promise<void> {
    const column = { name: 'isRemembered', type: 'boolean', default: '0' };
    await runner.addColumn('users_session', new TableColumn(column));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('users_session', 'isRemembered');
  }
}
