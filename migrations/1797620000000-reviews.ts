import {
  type ColumnType,
  type MigrationInterface,
  type QueryRunner,
  Table,
  TableIndex,
} from 'typeorm';

/** Extends goods. Creates reviews_review. Creates reviews_image. */
export class Reviews1797620000000 implements MigrationInterface {
  name = 'Reviews1797620000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    // By itself TypeORM would copy the whole table on SQLite.
    for (const column of [
      `reviewCount ${type('int')} NOT NULL DEFAULT 0`,
      `scoreSum ${type('int')} NOT NULL DEFAULT 0`,
      `scoreTenths ${type('int')} NULL`,
    ]) {
      await runner.query(`ALTER TABLE goods ADD COLUMN ${column}`);
    }
    await runner.createIndex('goods', new TableIndex({ columnNames: ['reviewCount'] }));
    await runner.createIndex('goods', new TableIndex({ columnNames: ['scoreTenths'] }));
    await runner.createTable(
      new Table({
        name: 'reviews_review',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'lineId', type: type('int') },
          { name: 'goodsId', type: type('int') },
          { name: 'userId', type: type('int') },
          { name: 'shownName', type: type('varchar'), length: '150' },
          { name: 'isAnonymous', type: type('boolean') },
          { name: 'score', type: type('int') },
          { name: 'comment', type: type('varchar'), length: '1000' },
          { name: 'hasImages', type: type('boolean') },
          { name: 'isHidden', type: type('boolean'), default: '0' },
          { name: 'moderatedBy', type: type('int'), isNullable: true },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [
          { columnNames: ['userId'] },
          { columnNames: ['isHidden'] },
          { columnNames: ['goodsId', 'isHidden'] },
          { columnNames: ['goodsId', 'isHidden', 'hasImages'] },
          { columnNames: ['goodsId', 'isHidden', 'score'] },
          ...(isSqlite ? [] : [{ columnNames: ['lineId'], isUnique: true }]),
        ],
        ...(isSqlite ? { uniques: [{ columnNames: ['lineId'] }] } : {}),
        foreignKeys: [
          {
            columnNames: ['lineId'],
            referencedTableName: 'orders_line',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'reviews_image',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'reviewId', type: type('int') },
          { name: 'image', type: type('varchar'), length: '200' },
        ],
        indices: [{ columnNames: ['reviewId'] }, { columnNames: ['image'] }],
        foreignKeys: [
          {
            columnNames: ['reviewId'],
            referencedTableName: 'reviews_review',
            referencedColumnNames: ['id'],
            onDelete: 'CASCADE',
            onUpdate: 'NO ACTION',
          },
        ],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('reviews_image');
    await runner.dropTable('reviews_review');
    await runner.dropIndex(
      'goods',
      (await runner.getTable('goods'))!.indices.find(
        (index) => `${index.columnNames}` === 'reviewCount',
      )!,
    );
    await runner.dropIndex(
      'goods',
      (await runner.getTable('goods'))!.indices.find(
        (index) => `${index.columnNames}` === 'scoreTenths',
      )!,
    );
    for (const column of ['reviewCount', 'scoreSum', 'scoreTenths']) {
      await runner.query(`ALTER TABLE goods DROP COLUMN ${column}`);
    }
  }
}
