import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Lets the goods viewed most be found without looking at all. */
export class MostViewedGoods1797100000000 implements MigrationInterface {
  name = 'MostViewedGoods1797100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('goods', clickCount());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('goods', clickCount());
  }
}

const clickCount = () => new TableIndex({ columnNames: ['clickCount'] });
