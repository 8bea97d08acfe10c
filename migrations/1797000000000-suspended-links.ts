import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** Lets a new password and a sign-out everywhere suspend linked accounts. */
export class SuspendedLinks1797000000000 implements MigrationInterface {
  name = 'SuspendedLinks1797000000000';

  async up(runner: QueryRunner): Promise<void> {
    const type = runner.dataSource.driver.normalizeType({ type: 'int' });
    const column = (name: string) => new TableColumn({ name, type, default: '0' });
    await runner.addColumn('users_user', column('linkVersion'));
    await runner.addColumn('oauth_link', column('confirmedVersion'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('oauth_link', 'confirmedVersion');
    await runner.dropColumn('users_user', 'linkVersion');
  }
}
