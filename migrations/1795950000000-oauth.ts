import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates the table of the accounts at other services that sign users in. */
export class OAuth1795950000000 implements MigrationInterface {
  name = 'OAuth1795950000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const integer = driver.normalizeType({ type: 'int' });
    await runner.createTable(
      new Table({
        name: 'oauth_link',
        columns: [
          {
            name: 'id',
            type: driver.options.type === 'better-sqlite3' ? 'integer' : integer,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'provider', type: 'varchar', length: '20' },
          { name: 'openId', type: 'varchar', length: '200' },
          { name: 'userId', type: integer },
          { name: 'createdAt', type: 'datetime' },
        ],
        indices: [
          { columnNames: ['provider', 'openId'], isUnique: true },
          { columnNames: ['provider', 'userId'], isUnique: true },
          { columnNames: ['userId'] },
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
    await runner.dropTable('oauth_link');
  }
}
