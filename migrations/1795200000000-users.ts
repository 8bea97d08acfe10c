import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

/** Creates the table of users. */
export class Users1795200000000 implements MigrationInterface {
  name = 'Users1795200000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const integer = driver.normalizeType({ type: 'int' });
    const flag = driver.normalizeType({ type: Boolean });
    const varchar = (
      name: string,
      length: number,
      rest: Partial<TableColumnOptions> = {},
    ): TableColumnOptions => ({ name, type: 'varchar', length: `${length}`, ...rest });
    const unique = ['username', 'mobile', 'email'].map((name) => ({ columnNames: [name] }));
    await runner.createTable(
      new Table({
        name: 'users_user',
        columns: [
          {
            name: 'id',
            type: isSqlite ? 'integer' : integer,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          varchar('username', 150),
          varchar('passwordHash', 255),
          varchar('mobile', 11, { isNullable: true }),
          { name: 'isMobileProven', type: flag, default: 1 },
          varchar('email', 254, { isNullable: true }),
          { name: 'isEmailVerified', type: flag, default: 0 },
          varchar('emailTokenId', 32, { isNullable: true }),
          varchar('name', 30, { default: "''" }),
          { name: 'birthday', type: 'date', isNullable: true },
          varchar('gender', 6, { default: "'female'" }),
          varchar('avatar', 200, { isNullable: true }),
          varchar('role', 20, { default: "'customer'" }),
          { name: 'isActive', type: flag, default: 1 },
          { name: 'tokenVersion', type: integer, default: 0 },
          { name: 'lastLoginAt', type: 'datetime', isNullable: true },
          { name: 'createdAt', type: 'datetime' },
        ],
        // MySQL knows unique indexes, SQLite unique constraints: TypeORM names and looks for these.
        uniques: isSqlite ? unique : [],
        indices: isSqlite ? [] : unique.map((index) => ({ ...index, isUnique: true })),
      }),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('users_user');
  }
}
