import {
  type ColumnType,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableColumn,
} from 'typeorm';

/** Extends movies_movie. Creates movies_like. */
export class MovieLikes1797661000000 implements MigrationInterface {
  name = 'MovieLikes1797661000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    await runner.addColumn(
      'movies_movie',
      new TableColumn({ name: 'likeCount', type: type('int'), default: '0' }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_like',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'userId', type: type('int') },
          { name: 'movieId', type: type('int') },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [
          { columnNames: ['movieId'] },
          { columnNames: ['userId', 'movieId'], isUnique: true },
        ],
        foreignKeys: [
          {
            columnNames: ['userId'],
            referencedTableName: 'users_user',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
          {
            columnNames: ['movieId'],
            referencedTableName: 'movies_movie',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('movies_like');
    await runner.dropColumn('movies_movie', 'likeCount');
  }
}
