import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates the table of the browsers that users have signed in with. */
export class Sessions1796000000000 implements MigrationInterface {
  name = 'Sessions1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    const integer = runner.dataSource.driver.normalizeType({ type: 'int' });
    await runner.createTable(
      new Table({
        name: 'users_session',
        columns: [
          { name: 'key', type: 'varchar', length: '43', isPrimary: true },
          { name: 'userId', type: integer },
          { name: 'version', type: integer },
          { name: 'createdAt', type: 'datetime' },
          { name: 'seenAt', type: 'datetime' },
        ],
        indices: [
          { columnNames: ['userId'] },
          { columnNames: ['createdAt'] },
          { columnNames: ['seenAt'] },
        ],
        foreignKeys: [
          {
            columnNames: ['userId'],
            referencedTableName: 'users_user',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('users_session');
  }
}
