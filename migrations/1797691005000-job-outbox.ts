import { type ColumnType, type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates job_outbox. */
export class JobOutbox1797691005000 implements MigrationInterface {
  name = 'JobOutbox1797691005000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    await runner.createTable(
      new Table({
        name: 'job_outbox',
        columns: [
          { name: 'id', type: type('varchar'), length: '36', isPrimary: true },
          { name: 'name', type: type('varchar'), length: '100' },
          { name: 'jobId', type: type('varchar'), length: '100' },
          { name: 'payload', type: type('text') },
          { name: 'createdAt', type: type('datetime') },
          { name: 'dueAt', type: type('datetime') },
        ],
        indices: [{ columnNames: ['createdAt'] }, { columnNames: ['dueAt'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('job_outbox');
  }
}
