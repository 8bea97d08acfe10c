import {
  type ColumnType,
  type MigrationInterface,
  type QueryRunner,
  TableColumn,
  TableForeignKey,
  TableIndex,
} from 'typeorm';

/** Extends user_message. */
export class MessageAnswers1797691003000 implements MigrationInterface {
  name = 'MessageAnswers1797691003000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const type = (name: ColumnType) => driver.normalizeType({ type: name });
    await runner.addColumn(
      'user_message',
      new TableColumn({ name: 'answer', type: type('text'), isNullable: true }),
    );
    await runner.addColumn(
      'user_message',
      new TableColumn({ name: 'isAnswered', type: type('boolean'), default: '0' }),
    );
    await runner.addColumn(
      'user_message',
      new TableColumn({ name: 'answeredAt', type: type('datetime'), isNullable: true }),
    );
    await runner.addColumn(
      'user_message',
      new TableColumn({ name: 'answeredById', type: type('int'), isNullable: true }),
    );
    await runner.createIndex('user_message', new TableIndex({ columnNames: ['isAnswered'] }));
    await runner.createForeignKey(
      'user_message',
      new TableForeignKey({
        columnNames: ['answeredById'],
        referencedTableName: 'users_user',
        referencedColumnNames: ['id'],
        onDelete: 'SET NULL',
        onUpdate: 'NO ACTION',
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropForeignKey(
      'user_message',
      (await runner.getTable('user_message'))!.foreignKeys.find(
        (key) => `${key.columnNames}` === 'answeredById',
      )!,
    );
    await runner.dropIndex(
      'user_message',
      (await runner.getTable('user_message'))!.indices.find(
        (index) => `${index.columnNames}` === 'isAnswered',
      )!,
    );
    await runner.dropColumn('user_message', 'answer');
    await runner.dropColumn('user_message', 'isAnswered');
    await runner.dropColumn('user_message', 'answeredAt');
    await runner.dropColumn('user_message', 'answeredById');
  }
}
