import { type MigrationInterface, type QueryRunner, TableColumn } from 'typeorm';

/** Lets the token that changes a password outlive the change. */
export class KeptTokens1796600000000 implements MigrationInterface {
  name = 'KeptTokens1796600000000';

  async up(runner: QueryRunner): Promise<void> {
    const column = { name: 'keptTokenId', type: 'varchar', length: '36', isNullable: true };
    await runner.addColumn('users_user', new TableColumn(column));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('users_user', 'keptTokenId');
  }
}
