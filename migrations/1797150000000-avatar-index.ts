import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Lets the sweep of uploads find the users that have certain pictures. */
export class AvatarIndex1797150000000 implements MigrationInterface {
  name = 'AvatarIndex1797150000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('users_user', new TableIndex({ columnNames: ['avatar'] }));
  }

  async down(runner: QueryRunner): Promise<void> {
    const table = await runner.getTable('users_user');
    const index = table!.indices.find(({ columnNames }) => `${columnNames}` === 'avatar');
    await runner.dropIndex('users_user', index!);
  }
}
