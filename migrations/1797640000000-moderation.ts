import {
  type ColumnType,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
  TableIndex,
} from 'typeorm';

/** Extends users_user. Extends comments_comment. Creates comments_moderation. Creates comments_like. */
export class Moderation1797640000000 implements MigrationInterface {
  name = 'Moderation1797640000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    await runner.createIndex('users_user', new TableIndex({ columnNames: ['role'] }));
    await runner.addColumn(
      'comments_comment',
      new TableColumn({ name: 'likeCount', type: type('int'), default: '0' }),
    );
    await runner.createTable(
      new Table({
        name: 'comments_moderation',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'action', type: type('varchar'), length: '10' },
          { name: 'actorId', type: type('int') },
          { name: 'actorName', type: type('varchar'), length: '150' },
          { name: 'userId', type: type('int') },
          { name: 'userName', type: type('varchar'), length: '150' },
          { name: 'commentId', type: type('int'), isNullable: true },
          { name: 'text', type: type('varchar'), length: '255', default: "''" },
          { name: 'reason', type: type('varchar'), length: '200', default: "''" },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [
          { columnNames: ['action', 'id'] },
          { columnNames: ['actorId', 'id'] },
          { columnNames: ['userId', 'id'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'comments_like',
        columns: [
          { name: 'userId', type: type('int'), isPrimary: true },
          { name: 'commentId', type: type('int'), isPrimary: true },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [{ columnNames: ['commentId'] }],
        foreignKeys: [
          {
            columnNames: ['userId'],
            referencedTableName: 'users_user',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['commentId'],
            referencedTableName: 'comments_comment',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('comments_like');
    await runner.dropTable('comments_moderation');
    await runner.dropColumn('comments_comment', 'likeCount');
    await runner.dropIndex(
      'users_user',
      (await runner.getTable('users_user'))!.indices.find(
        (index) => `${index.columnNames}` === 'role',
      )!,
    );
  }
}
