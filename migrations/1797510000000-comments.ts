import { type ColumnType, type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** What site managers may do with every ban. */
const PERMISSIONS = ['add', 'delete', 'view'].map((action) => `comments.${action}_commentban`);

/** Creates comments on movies and bans from posting them, which are the site managers' to give. */
export class Comments1797510000000 implements MigrationInterface {
  name = 'Comments1797510000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    await runner.createTable(
      new Table({
        name: 'comments_ban',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'userId', type: type('int') },
          { name: 'reason', type: type('varchar'), length: '200', default: "''" },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: isSqlite ? [] : [{ columnNames: ['userId'], isUnique: true }],
        ...(isSqlite ? { uniques: [{ columnNames: ['userId'] }] } : {}),
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
    await runner.createTable(
      new Table({
        name: 'comments_comment',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'movieId', type: type('int') },
          { name: 'userId', type: type('int') },
          { name: 'text', type: type('varchar'), length: '255' },
          { name: 'replyToId', type: type('int'), isNullable: true },
          { name: 'isDeleted', type: type('boolean'), default: '0' },
          { name: 'createdAt', type: type('datetime') },
          { name: 'updatedAt', type: type('datetime') },
        ],
        indices: [
          { columnNames: ['replyToId'] },
          { columnNames: ['userId', 'id'] },
          { columnNames: ['movieId', 'id'] },
        ],
        foreignKeys: [
          {
            columnNames: ['movieId'],
            referencedTableName: 'movies_movie',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['userId'],
            referencedTableName: 'users_user',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['replyToId'],
            referencedTableName: 'comments_comment',
            referencedColumnNames: ['id'],
            onDelete: 'SET NULL',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    const group = driver.escape('groupId');
    for (const permission of PERMISSIONS) {
      await runner.query(
        `INSERT INTO users_group_permission (${group}, permission) SELECT id, '${permission}' FROM users_group WHERE name = 'site_managers'`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const permission of PERMISSIONS) {
      await runner.query(`DELETE FROM users_group_permission WHERE permission = '${permission}'`);
    }
    await runner.dropTable('comments_comment');
    await runner.dropTable('comments_ban');
  }
}
