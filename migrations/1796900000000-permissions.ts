import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

/** Byte by byte, trailing blanks included; each server has its own name for it. */
const EXACT: Readonly<Record<string, string>> = {
  mysql: 'utf8mb4_0900_bin',
  mariadb: 'utf8mb4_nopad_bin',
};

/** Creates groups, and the permissions of users and groups for models and for single objects. */
export class Permissions1796900000000 implements MigrationInterface {
  name = 'Permissions1796900000000';

  async up(runner: QueryRunner): Promise<void> {
    const { driver } = runner.dataSource;
    const isSqlite = driver.options.type === 'better-sqlite3';
    const integer = driver.normalizeType({ type: 'int' });
    const exact = EXACT[driver.options.type];
    const text = (name: string, length: number): TableColumnOptions => ({
      name,
      type: 'varchar',
      length: `${length}`,
      ...(exact && { charset: 'utf8mb4', collation: exact }),
    });
    const key = (name: string) => ({ name, type: integer, isPrimary: true });
    const unique = { columnNames: ['name'] };
    await runner.createTable(
      new Table({
        name: 'users_group',
        columns: [
          {
            name: 'id',
            type: isSqlite ? 'integer' : integer,
            isPrimary: true,
            isGenerated: true,
            generationStrategy: 'increment',
          },
          text('name', 150),
        ],
        // MySQL knows unique indexes, SQLite unique constraints: TypeORM names and looks for these.
        uniques: isSqlite ? [unique] : [],
        indices: isSqlite ? [] : [{ ...unique, isUnique: true }],
      }),
    );
    const owners = {
      userId: references('userId', 'users_user'),
      groupId: references('groupId', 'users_group'),
    };
    await runner.createTable(
      new Table({
        name: 'users_membership',
        columns: [key('userId'), key('groupId')],
        indices: [{ columnNames: ['groupId'] }],
        foreignKeys: [owners.userId, owners.groupId],
      }),
    );
    const permission = { ...text('permission', 100), isPrimary: true };
    for (const [prefix, owner] of [
      ['users_user', 'userId'],
      ['users_group', 'groupId'],
    ] as const) {
      await runner.createTable(
        new Table({
          name: `${prefix}_permission`,
          columns: [key(owner), permission],
          foreignKeys: [owners[owner]],
        }),
      );
      await runner.createTable(
        new Table({
          name: `${prefix}_object_permission`,
          columns: [
            key(owner),
            { ...text('model', 100), isPrimary: true },
            key('objectId'),
            permission,
          ],
          indices: [{ columnNames: ['model', 'objectId'] }],
          foreignKeys: [owners[owner]],
        }),
      );
    }
    await runner.query("INSERT INTO users_group (name) VALUES ('site_managers')");
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of ['group_object', 'user_object', 'group', 'user']) {
      await runner.dropTable(`users_${name}_permission`);
    }
    await runner.dropTable('users_membership');
    await runner.dropTable('users_group');
  }
}

function references(column: string, table: string) {
  return {
    columnNames: [column],
    referencedTableName: table,
    referencedColumnNames: ['id'],
    onDelete: 'CASCADE',
    onUpdate: 'NO ACTION',
  };
}
