import { type ColumnType, type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates admin_log_entry. Creates admin_upload. Creates admin_upload_use. Creates admin_task. */
export class BackOffice1797680000000 implements MigrationInterface {
  name = 'BackOffice1797680000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    // A key that counts up by itself has a type of its own on SQLite.
    const key = isSqlite ? 'integer' : type('int');
    await runner.createTable(
      new Table({
        name: 'admin_log_entry',
        columns: [
          {
            name: 'id',
            type: key,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          { name: 'createdAt', type: type('datetime') },
          { name: 'userId', type: type('int'), isNullable: true },
          { name: 'userName', type: type('varchar'), length: '150' },
          { name: 'resource', type: type('varchar'), length: '50' },
          { name: 'objectId', type: type('int') },
          { name: 'objectLabel', type: type('varchar'), length: '200' },
          { name: 'action', type: type('varchar'), length: '50' },
          { name: 'changes', type: type('simple-json') },
        ],
        indices: [
          { columnNames: ['createdAt'] },
          { columnNames: ['userId'] },
          { columnNames: ['resource', 'objectId'] },
        ],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'admin_upload',
        columns: [
          { name: 'path', type: type('varchar'), length: '200', isPrimary: true },
          { name: 'userId', type: type('int') },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [{ columnNames: ['createdAt'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'admin_upload_use',
        columns: [
          { name: 'path', type: type('varchar'), length: '200', isPrimary: true },
          { name: 'resource', type: type('varchar'), length: '50', isPrimary: true },
          { name: 'objectId', type: type('int'), isPrimary: true },
        ],
        indices: [{ columnNames: ['resource', 'objectId'] }],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'admin_task',
        columns: [
          { name: 'id', type: type('varchar'), length: '36', isPrimary: true },
          { name: 'userId', type: type('int') },
          { name: 'resource', type: type('varchar'), length: '50' },
          { name: 'action', type: type('varchar'), length: '50' },
          { name: 'state', type: type('varchar'), length: '10', default: "'waiting'" },
          { name: 'done', type: type('int'), default: '0' },
          { name: 'total', type: type('int'), default: '0' },
          { name: 'message', type: type('varchar'), length: '500', default: "''" },
          { name: 'errors', type: type('simple-json') },
          { name: 'createdAt', type: type('datetime') },
        ],
        indices: [{ columnNames: ['createdAt'] }],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('admin_task');
    await runner.dropTable('admin_upload_use');
    await runner.dropTable('admin_upload');
    await runner.dropTable('admin_log_entry');
  }
}
