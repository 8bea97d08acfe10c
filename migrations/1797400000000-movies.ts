import { type ColumnType, type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates movies_staff. Creates movies_movie. Creates movies_role. Creates movies_kind. Creates movies_format. Creates movies_country. Creates movies_subtitle. Creates movies_image. Creates movies_movie_kinds. Creates movies_movie_formats. Creates movies_movie_countries. Creates movies_movie_subtitles. */
export class Movies1797400000000 implements MigrationInterface {
  name = 'Movies1797400000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    await runner.createTable(
      new Table({
        name: 'movies_staff',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'name', type: type('varchar'), length: '50' },
          { name: 'photo', type: type('varchar'), length: '200', default: "''" },
        ],
        indices: [{ columnNames: ['name'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_movie',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'name', type: type('varchar'), length: '100' },
          { name: 'status', type: type('varchar'), length: '10' },
          { name: 'brief', type: type('text') },
          { name: 'poster', type: type('varchar'), length: '200' },
          { name: 'releasedOn', type: type('date') },
          { name: 'minutes', type: type('int') },
          { name: 'isBanner', type: type('boolean'), default: '0' },
          { name: 'isHot', type: type('boolean'), default: '0' },
          { name: 'isNew', type: type('boolean'), default: '0' },
          { name: 'viewCount', type: type('int'), default: '0' },
          { name: 'wantCount', type: type('int'), default: '0' },
          { name: 'favouriteCount', type: type('int'), default: '0' },
          { name: 'ratingCount', type: type('int'), default: '0' },
          { name: 'starSum', type: type('int'), default: '0' },
          { name: 'starTenths', type: type('int'), isNullable: true },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [
          { columnNames: ['name'] },
          { columnNames: ['status'] },
          { columnNames: ['releasedOn'] },
          { columnNames: ['isBanner'] },
          { columnNames: ['isHot'] },
          { columnNames: ['isNew'] },
          { columnNames: ['viewCount'] },
          { columnNames: ['wantCount'] },
          { columnNames: ['starTenths'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_role',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'movieId', type: type('int') },
          { name: 'staffId', type: type('int') },
          { name: 'work', type: type('varchar'), length: '10' },
          { name: 'position', type: type('int'), default: '0' },
        ],
        indices: [
          { columnNames: ['staffId'] },
          { columnNames: ['movieId', 'staffId', 'work'], isUnique: true },
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
            columnNames: ['staffId'],
            referencedTableName: 'movies_staff',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_kind',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'name', type: type('varchar'), length: '30' },
        ],
        indices: isSqlite ? [] : [{ columnNames: ['name'], isUnique: true }],
        ...(isSqlite ? { uniques: [{ columnNames: ['name'] }] } : {}),
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_format',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'name', type: type('varchar'), length: '30' },
        ],
        indices: isSqlite ? [] : [{ columnNames: ['name'], isUnique: true }],
        ...(isSqlite ? { uniques: [{ columnNames: ['name'] }] } : {}),
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_country',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'name', type: type('varchar'), length: '30' },
        ],
        indices: isSqlite ? [] : [{ columnNames: ['name'], isUnique: true }],
        ...(isSqlite ? { uniques: [{ columnNames: ['name'] }] } : {}),
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_subtitle',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'name', type: type('varchar'), length: '30' },
        ],
        indices: isSqlite ? [] : [{ columnNames: ['name'], isUnique: true }],
        ...(isSqlite ? { uniques: [{ columnNames: ['name'] }] } : {}),
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_image',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'movieId', type: type('int') },
          { name: 'image', type: type('varchar'), length: '200' },
          { name: 'position', type: type('int'), default: '0' },
        ],
        indices: [{ columnNames: ['movieId'] }],
        foreignKeys: [
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
        name: 'movies_movie_kinds',
        columns: [
          { name: 'moviesMovieId', type: type('int'), isPrimary: true },
          { name: 'moviesKindId', type: type('int'), isPrimary: true },
        ],
        indices: [{ columnNames: ['moviesMovieId'] }, { columnNames: ['moviesKindId'] }],
        foreignKeys: [
          {
            columnNames: ['moviesMovieId'],
            referencedTableName: 'movies_movie',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'CASCADE',
          },
          {
            columnNames: ['moviesKindId'],
            referencedTableName: 'movies_kind',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'CASCADE',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_movie_formats',
        columns: [
          { name: 'moviesMovieId', type: type('int'), isPrimary: true },
          { name: 'moviesFormatId', type: type('int'), isPrimary: true },
        ],
        indices: [{ columnNames: ['moviesMovieId'] }, { columnNames: ['moviesFormatId'] }],
        foreignKeys: [
          {
            columnNames: ['moviesMovieId'],
            referencedTableName: 'movies_movie',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'CASCADE',
          },
          {
            columnNames: ['moviesFormatId'],
            referencedTableName: 'movies_format',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'CASCADE',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_movie_countries',
        columns: [
          { name: 'moviesMovieId', type: type('int'), isPrimary: true },
          { name: 'moviesCountryId', type: type('int'), isPrimary: true },
        ],
        indices: [{ columnNames: ['moviesMovieId'] }, { columnNames: ['moviesCountryId'] }],
        foreignKeys: [
          {
            columnNames: ['moviesMovieId'],
            referencedTableName: 'movies_movie',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'CASCADE',
          },
          {
            columnNames: ['moviesCountryId'],
            referencedTableName: 'movies_country',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'CASCADE',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'movies_movie_subtitles',
        columns: [
          { name: 'moviesMovieId', type: type('int'), isPrimary: true },
          { name: 'moviesSubtitleId', type: type('int'), isPrimary: true },
        ],
        indices: [{ columnNames: ['moviesMovieId'] }, { columnNames: ['moviesSubtitleId'] }],
        foreignKeys: [
          {
            columnNames: ['moviesMovieId'],
            referencedTableName: 'movies_movie',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'CASCADE',
          },
          {
            columnNames: ['moviesSubtitleId'],
            referencedTableName: 'movies_subtitle',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'CASCADE',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('movies_movie_subtitles');
    await runner.dropTable('movies_movie_countries');
    await runner.dropTable('movies_movie_formats');
    await runner.dropTable('movies_movie_kinds');
    await runner.dropTable('movies_image');
    await runner.dropTable('movies_subtitle');
    await runner.dropTable('movies_country');
    await runner.dropTable('movies_format');
    await runner.dropTable('movies_kind');
    await runner.dropTable('movies_role');
    await runner.dropTable('movies_movie');
    await runner.dropTable('movies_staff');
  }
}
