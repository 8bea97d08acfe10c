import { type ColumnType, type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates what users think of movies: ratings, favourites, wants. */
export class Opinions1797500000000 implements MigrationInterface {
  name = 'Opinions1797500000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    await runner.createTable(
      new Table({
        name: 'movies_rating',
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
          { name: 'star', type: type('int') },
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
    await runner.createTable(
      new Table({
        name: 'movies_favourite',
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
    await runner.createTable(
      new Table({
        name: 'movies_want',
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
    await runner.dropTable('movies_want');
    await runner.dropTable('movies_favourite');
    await runner.dropTable('movies_rating');
  }
}
