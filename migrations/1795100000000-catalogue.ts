import {
  type MigrationInterface,
  type QueryRunner,
  Table,
  type TableColumnOptions,
  type TableIndexOptions,
} from 'typeorm';

/** Creates the tables of the catalogue: categories, goods and what the home page shows of them. */
export class Catalogue1795100000000 implements MigrationInterface {
  name = 'Catalogue1795100000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, integer, count, varchar, text, flag, datetime, table } = vocabulary(runner);

    await table(
      'goods_category',
      [
        id(),
        varchar('name', 30),
        varchar('code', 30),
        text('description'),
        integer('level'),
        flag('isTab'),
        flag('isIndexSeries'),
        datetime('createdAt'),
        { ...integer('parentId'), isNullable: true },
      ],
      {
        unique: 'code',
        indices: ['isIndexSeries', 'parentId'],
        references: { parentId: 'goods_category' },
      },
    );

    await table(
      'goods',
      [
        id(),
        integer('categoryId'),
        varchar('sn', 50),
        varchar('name', 100),
        count('clickCount'),
        count('soldCount'),
        count('favouriteCount'),
        count('stock'),
        integer('marketPriceCents'),
        integer('shopPriceCents'),
        varchar('brief', 500),
        text('description'),
        flag('isShipFree', true),
        varchar('frontImage', 200),
        flag('isNew'),
        flag('isHot'),
        datetime('createdAt'),
      ],
      {
        unique: 'sn',
        indices: [
          'categoryId',
          'name',
          'soldCount',
          'shopPriceCents',
          'isNew',
          'isHot',
          'createdAt',
        ],
        references: { categoryId: 'goods_category' },
      },
    );

    await table(
      'goods_image',
      [id(), integer('goodsId'), varchar('image', 200), datetime('createdAt')],
      { indices: ['goodsId'], references: { goodsId: 'goods' } },
    );

    await table('goods_search', [{ ...integer('goodsId'), isPrimary: true }, text('terms')], {
      indices: [{ columnNames: ['terms'], isFulltext: true }],
      references: { goodsId: 'goods' },
    });

    await table(
      'goods_brand',
      [
        id(),
        integer('categoryId'),
        varchar('name', 30),
        varchar('description', 200),
        varchar('image', 200),
        datetime('createdAt'),
      ],
      { indices: ['categoryId'], references: { categoryId: 'goods_category' } },
    );

    await table(
      'goods_banner',
      [id(), integer('goodsId'), varchar('image', 200), count('position'), datetime('createdAt')],
      { indices: ['goodsId'], references: { goodsId: 'goods' } },
    );

    await table('goods_index_ad', [id(), integer('categoryId'), integer('goodsId')], {
      indices: ['categoryId', 'goodsId'],
      references: { categoryId: 'goods_category', goodsId: 'goods' },
    });

    await table(
      'goods_hot_search_word',
      [id(), varchar('keywords', 20), count('position'), datetime('createdAt')],
      { unique: 'keywords' },
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of [
      'goods_hot_search_word',
      'goods_index_ad',
      'goods_banner',
      'goods_brand',
      'goods_search',
      'goods_image',
      'goods',
      'goods_category',
    ]) {
      await runner.dropTable(name);
    }
  }
}

interface Relations {
  /** The column that no two rows may share. */
  unique?: string;
  /** Columns with an index of their own, or full descriptions of indexes. */
  indices?: (string | TableIndexOptions)[];
  /** Column to the table whose `id` it holds; rows vanish with the row they refer to. */
  references?: Record<string, string>;
}

/** Short words for the columns above, typed as the driver at hand names them. */
function vocabulary(runner: QueryRunner) {
  const { driver } = runner.dataSource;
  const sqlite = driver.options.type === 'better-sqlite3';
  const integerType = driver.normalizeType({ type: 'int' });
  const flagType = driver.normalizeType({ type: Boolean });
  const column = (name: string, type: string, rest: Partial<TableColumnOptions> = {}) => ({
    name,
    type,
    ...rest,
  });
  const table = (name: string, columns: TableColumnOptions[], relations: Relations = {}) => {
    const { unique, indices = [], references = {} } = relations;
    // MySQL knows unique indexes, SQLite unique constraints: TypeORM names and looks for these.
    const uniqueIndices = unique && !sqlite ? [{ columnNames: [unique], isUnique: true }] : [];
    const uniques = unique && sqlite ? [{ columnNames: [unique] }] : [];
    const foreignKeys = Object.entries(references).map(([columnName, referencedTableName]) => ({
      columnNames: [columnName],
      referencedTableName,
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
      onUpdate: 'NO ACTION',
    }));
    const allIndices = [
      ...uniqueIndices,
      ...indices.map((index) => (typeof index === 'string' ? { columnNames: [index] } : index)),
    ];
    return runner.createTable(
      new Table({ name, columns, uniques, indices: allIndices, foreignKeys }),
    );
  };
  return {
    id: () =>
      column('id', sqlite ? 'integer' : integerType, {
        isPrimary: true,
        isGenerated: true,
        generationStrategy: 'increment',
      }),
    integer: (name: string) => column(name, integerType),
    count: (name: string) => column(name, integerType, { default: 0 }),
    varchar: (name: string, length: number) => column(name, 'varchar', { length: `${length}` }),
    text: (name: string) => column(name, 'text'),
    flag: (name: string, value = false) => column(name, flagType, { default: value ? 1 : 0 }),
    datetime: (name: string) => column(name, 'datetime'),
    table,
  };
}
