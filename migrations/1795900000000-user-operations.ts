import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Creates the tables of what users keep for themselves. */
export class UserOperations1795900000000 implements MigrationInterface {
  name = 'UserOperations1795900000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const integer = driver.normalizeType({ type: 'int' });
    const reference = (columnName: string, referencedTableName: string) => ({
      columnNames: [columnName],
      referencedTableName,
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
      onUpdate: 'NO ACTION',
    });
    const id = {
      name: 'id',
      type: driver.options.type === 'better-sqlite3' ? 'integer' : integer,
      isPrimary: true,
      isGenerated: true,
      generationStrategy: 'increment' as const,
    };
    await runner.createTable(
      new Table({
        name: 'favourite',
        columns: [
          id,
          { name: 'userId', type: integer },
          { name: 'goodsId', type: integer },
          { name: 'createdAt', type: 'datetime' },
        ],
        indices: [
          { columnNames: ['userId', 'goodsId'], isUnique: true },
          { columnNames: ['goodsId'] },
        ],
        foreignKeys: [reference('userId', 'users_user'), reference('goodsId', 'goods')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'user_message',
        columns: [
          id,
          { name: 'userId', type: integer },
          { name: 'type', type: integer },
          { name: 'subject', type: 'varchar', length: '100' },
          { name: 'text', type: 'text' },
          { name: 'file', type: 'varchar', length: '200', isNullable: true },
          { name: 'createdAt', type: 'datetime' },
        ],
        indices: [{ columnNames: ['userId'] }, { columnNames: ['file'] }],
        foreignKeys: [reference('userId', 'users_user')],
      }),
    );
    const text = (name: string, length: number) => ({
      name,
      type: 'varchar',
      length: String(length),
      default: "''",
    });
    await runner.createTable(
      new Table({
        name: 'user_address',
        columns: [
          id,
          { name: 'userId', type: integer },
          { name: 'defaultOf', type: integer, isNullable: true },
          text('title', 20),
          text('province', 100),
          text('city', 100),
          text('district', 100),
          { name: 'provinceId', type: integer, isNullable: true },
          { name: 'cityId', type: integer, isNullable: true },
          { name: 'districtId', type: integer, isNullable: true },
          text('place', 100),
          text('receiver', 100),
          text('mobile', 11),
          { name: 'tel', type: 'varchar', length: '20', isNullable: true },
          { name: 'email', type: 'varchar', length: '30', isNullable: true },
          { name: 'isDeleted', type: driver.normalizeType({ type: Boolean }), default: 0 },
          { name: 'createdAt', type: 'datetime' },
          { name: 'updatedAt', type: 'datetime' },
        ],
        indices: [{ columnNames: ['userId'] }, { columnNames: ['defaultOf'], isUnique: true }],
        foreignKeys: [reference('userId', 'users_user')],
      }),
    );
    await runner.createTable(
      new Table({
        name: 'browsed_goods',
        columns: [id, { name: 'userId', type: integer }, { name: 'goodsId', type: integer }],
        indices: [
          { columnNames: ['userId', 'goodsId'], isUnique: true },
          { columnNames: ['goodsId'] },
        ],
        foreignKeys: [reference('userId', 'users_user'), reference('goodsId', 'goods')],
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('browsed_goods');
    await runner.dropTable('user_address');
    await runner.dropTable('user_message');
    await runner.dropTable('favourite');
  }
}
