import type { ColumnType, MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Replaces the full-text index of goods by one of terms with their places. It is filled by the
 * running shop; until then search compares texts.
 */
export class SearchPostings1797650000000 implements MigrationInterface {
  name = 'SearchPostings1797650000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    await runner.query('DROP TABLE IF EXISTS goods_search');
    await runner.query(
      `CREATE TABLE goods_search (goodsId ${type('int')} NOT NULL, texts ${type('text')} NOT NULL, PRIMARY KEY (goodsId))`,
    );
    if (driver.options.type === 'better-sqlite3') return;
    // Only raw SQL reads it. Terms are letters and digits, whatever the text.
    await runner.query('DROP TABLE IF EXISTS goods_search_block');
    await runner.query(
      `CREATE TABLE goods_search_block (
        term varchar(8) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
        block int NOT NULL,
        postings mediumblob NOT NULL,
        PRIMARY KEY (term, block)
      )`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    const isSqlite = driver.options.type === 'better-sqlite3';
    if (!isSqlite) await runner.query('DROP TABLE IF EXISTS goods_search_block');
    await runner.query('DROP TABLE IF EXISTS goods_search');
    const fullText = isSqlite ? '' : ', FULLTEXT INDEX goods_search_terms (terms)';
    await runner.query(
      `CREATE TABLE goods_search (goodsId ${type('int')} NOT NULL, terms ${type('text')} NOT NULL, PRIMARY KEY (goodsId)${fullText}, FOREIGN KEY (goodsId) REFERENCES goods (id) ON DELETE CASCADE)`,
    );
  }
}
