import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** What the list of a category is ordered by. */
const ORDERINGS = ['soldCount', 'shopPriceCents', 'createdAt'];

/** Lets the goods of a category be found in each of their orders without looking at all goods. */
export class CategoryOrderings1797630000000 implements MigrationInterface {
  name = 'CategoryOrderings1797630000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndices('goods', ORDERINGS.map(byCategory));
    // Each of them begins with the category, as the foreign key wants.
    await dropIndices(runner, [new TableIndex({ columnNames: ['categoryId'] })]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.createIndex('goods', new TableIndex({ columnNames: ['categoryId'] }));
    await dropIndices(runner, ORDERINGS.map(byCategory));
  }
}

const byCategory = (column: string) => new TableIndex({ columnNames: ['categoryId', column] });

async function dropIndices(runner: QueryRunner, dropped: readonly TableIndex[]): Promise<void> {
  const { indices } = (await runner.getTable('goods'))!;
  const columns = new Set(dropped.map(({ columnNames }) => `${columnNames}`));
  for (const index of indices) {
    if (columns.has(`${index.columnNames}`)) await runner.dropIndex('goods', index);
  }
}
